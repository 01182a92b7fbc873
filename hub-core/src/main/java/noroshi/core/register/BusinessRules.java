package noroshi.core.register;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import noroshi.core.Fault;
import noroshi.core.Reason;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.sector.Business;
import noroshi.core.sector.BusinessCode;
import noroshi.core.sector.Scope;
import noroshi.core.sector.SectorCode;

/** 事業の要件. What a row must fulfil to stand in the scope. */
final class BusinessRules {

    private BusinessRules() {}

    /** Every fault of a row, none if it may stand. */
    static List<Fault> faults(Business row, Scope scope) {
        List<Fault> faults = new ArrayList<>();
        addIfBlank(faults, "ja", row.ja());
        addIfBlank(faults, "en", row.en());
        addIfBlank(faults, "source", row.source());
        if (row.ministers().isEmpty()) {
            faults.add(invalid("ministers", "[]", "1以上の所管大臣", "one competent minister at least"));
        }
        for (int i = 0; i < row.ministers().size(); i++) {
            AuthorityCode minister = row.ministers().get(i);
            if (!scope.knows(minister)) {
                faults.add(
                        invalid("ministers[%d]".formatted(i), minister, "登録された機関コード", "the code of a known authority"));
            }
        }
        for (int i = 0; i < row.sectors().size(); i++) {
            SectorCode sector = row.sectors().get(i);
            if (!scope.knows(sector.value())) {
                faults.add(invalid("sectors[%d]".formatted(i), sector, "登録された分野コード", "the code of a known sector"));
            }
        }
        BusinessCode parent = row.parent();
        if (parent != null && (parent.equals(row.code()) || !isBusiness(parent, scope))) {
            faults.add(invalid("parent", parent, "登録された事業コード", "the code of a known business"));
        }
        LocalDate to = row.inForce().to();
        if (to != null) {
            addIfBeyondNext(faults, row, to, scope);
        }
        return List.copyOf(faults);
    }

    /** An open end gives way to a later row; a last day that was named must not be changed unseen. */
    private static void addIfBeyondNext(List<Fault> faults, Business row, LocalDate to, Scope scope) {
        for (Business known : scope.businesses()) {
            LocalDate next = known.inForce().from();
            if (known.code().equals(row.code()) && next.isAfter(row.inForce().from()) && !next.isAfter(to)) {
                faults.add(invalid(
                        "to",
                        to,
                        "%s より前 (次の行の始期)".formatted(next),
                        "before %s, when the next row begins".formatted(next)));
            }
        }
    }

    private static boolean isBusiness(BusinessCode code, Scope scope) {
        return scope.businesses().stream().anyMatch(known -> known.code().equals(code) && known.parent() == null);
    }

    private static void addIfBlank(List<Fault> faults, String item, String text) {
        if (text.isBlank()) {
            faults.add(invalid(item, text, "空でない文字列", "a text that is not blank"));
        }
    }

    private static Fault invalid(String item, Object came, String expectedJa, String expectedEn) {
        return Fault.of(Reason.INVALID, item, came, expectedJa, expectedEn);
    }
}
