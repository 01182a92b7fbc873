package noroshi.core.register;

import java.util.ArrayList;
import java.util.List;
import noroshi.core.Fault;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.sector.Business;
import noroshi.core.sector.Scope;
import noroshi.core.sector.SectorCode;

/** 事業の要件. What a row must fulfil to stand in the scope. */
final class BusinessRules {

    private BusinessRules() {}

    /** Every fault of a row, none if it may stand. */
    static List<Fault> faults(Business business, Scope scope) {
        var row = ScopeRow.of(business);
        List<Fault> faults = new ArrayList<>(row.faultsOfTexts());
        if (business.ministers().isEmpty()) {
            faults.add(ScopeRow.invalid("ministers", "[]", "1以上の所管大臣", "one competent minister at least"));
        }
        for (int i = 0; i < business.ministers().size(); i++) {
            AuthorityCode minister = business.ministers().get(i);
            if (!scope.knows(minister)) {
                faults.add(ScopeRow.invalid(
                        "ministers[%d]".formatted(i), minister, "登録された機関コード", "the code of a known authority"));
            }
        }
        for (int i = 0; i < business.sectors().size(); i++) {
            SectorCode sector = business.sectors().get(i);
            if (!scope.knows(sector.value())) {
                faults.add(ScopeRow.invalid(
                        "sectors[%d]".formatted(i), sector, "登録された分野コード", "the code of a known sector"));
            }
        }
        faults.addAll(row.faultsOfPlace(ScopeRow.businesses(scope), "事業", "business"));
        return List.copyOf(faults);
    }
}
