package noroshi.core.register;

import java.util.ArrayList;
import java.util.List;
import noroshi.core.Fault;
import noroshi.core.sector.Scope;
import noroshi.core.sector.Sector;

/** 分野の要件. What a row must fulfil to stand in the scope. */
final class SectorRules {

    private static final String BUSINESS_PREFIX = "KI_";

    private SectorRules() {}

    /** Every fault of a row, none if it may stand. */
    static List<Fault> faults(Sector sector, Scope scope) {
        var row = ScopeRow.of(sector);
        List<Fault> faults = new ArrayList<>();
        if (row.code().startsWith(BUSINESS_PREFIX)) {
            // a service line names a sector or a business by its code alone
            faults.add(ScopeRow.invalid("code", row.code(), "KI_ で始まらないコード", "a code that doesn't begin with KI_"));
        }
        faults.addAll(row.faultsOfTexts());
        if (!scope.knows(sector.ministry())) {
            faults.add(ScopeRow.invalid("ministry", sector.ministry(), "登録された機関コード", "the code of a known authority"));
        }
        faults.addAll(row.faultsOfPlace(ScopeRow.sectors(scope), "分野", "sector"));
        return List.copyOf(faults);
    }
}
