package noroshi.core.register;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import noroshi.core.Fault;
import noroshi.core.Reason;
import noroshi.core.sector.Scope;
import noroshi.core.sector.Sector;
import noroshi.core.sector.SectorCode;

/** 分野の要件. What a row must fulfil to stand in the scope. */
final class SectorRules {

    private static final String BUSINESS_PREFIX = "KI_";

    private SectorRules() {}

    /** Every fault of a row, none if it may stand. */
    static List<Fault> faults(Sector row, Scope scope) {
        List<Fault> faults = new ArrayList<>();
        if (row.code().value().startsWith(BUSINESS_PREFIX)) {
            // a service line names a sector or a business by its code alone
            faults.add(invalid("code", row.code(), "KI_ で始まらないコード", "a code that doesn't begin with KI_"));
        }
        addIfBlank(faults, "ja", row.ja());
        addIfBlank(faults, "en", row.en());
        addIfBlank(faults, "source", row.source());
        if (!scope.knows(row.ministry())) {
            faults.add(invalid("ministry", row.ministry(), "登録された機関コード", "the code of a known authority"));
        }
        var parent = row.parent();
        if (parent != null && (parent.equals(row.code()) || !isSector(parent, scope))) {
            faults.add(invalid("parent", parent, "登録された分野コード", "the code of a known sector"));
        }
        var to = row.inForce().to();
        if (to != null) {
            addIfBeyondNext(faults, row, to, scope);
        }
        return List.copyOf(faults);
    }

    /** An open end gives way to a later row; a last day that was named must not be changed unseen. */
    private static void addIfBeyondNext(List<Fault> faults, Sector row, LocalDate to, Scope scope) {
        for (var known : scope.sectors()) {
            var next = known.inForce().from();
            if (known.code().equals(row.code()) && next.isAfter(row.inForce().from()) && !next.isAfter(to)) {
                faults.add(invalid(
                        "to",
                        to,
                        "%s より前 (次の行の始期)".formatted(next),
                        "before %s, when the next row begins".formatted(next)));
            }
        }
    }

    private static boolean isSector(SectorCode code, Scope scope) {
        return scope.sectors().stream().anyMatch(known -> known.code().equals(code) && known.parent() == null);
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
