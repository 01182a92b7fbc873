package noroshi.core.register;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import noroshi.core.Fault;
import noroshi.core.Reason;
import noroshi.core.sector.Business;
import noroshi.core.sector.Period;
import noroshi.core.sector.Scope;
import noroshi.core.sector.Sector;
import org.jspecify.annotations.Nullable;

/**
 * 防護範囲の行. What a row of a sector and one of a business have in common, and must fulfil alike.
 *
 * @param code the text of its code
 * @param parent that of the sector or business of which it is a part, or null
 */
record ScopeRow(String code, @Nullable String parent, String ja, String en, String source, Period inForce) {

    static ScopeRow of(Sector row) {
        return new ScopeRow(
                row.code().value(),
                row.parent() == null ? null : row.parent().value(),
                row.ja(),
                row.en(),
                row.source(),
                row.inForce());
    }

    static ScopeRow of(Business row) {
        return new ScopeRow(
                row.code().value(),
                row.parent() == null ? null : row.parent().value(),
                row.ja(),
                row.en(),
                row.source(),
                row.inForce());
    }

    static List<ScopeRow> sectors(Scope scope) {
        return scope.sectors().stream().map(ScopeRow::of).toList();
    }

    static List<ScopeRow> businesses(Scope scope) {
        return scope.businesses().stream().map(ScopeRow::of).toList();
    }

    /** What is wrong with what it is called and where it comes from. */
    List<Fault> faultsOfTexts() {
        List<Fault> faults = new ArrayList<>();
        addIfBlank(faults, "ja", ja);
        addIfBlank(faults, "en", en);
        addIfBlank(faults, "source", source);
        return faults;
    }

    private static void addIfBlank(List<Fault> faults, String item, String text) {
        if (text.isBlank()) {
            faults.add(invalid(item, text, "空でない文字列", "a text that is not blank"));
        }
    }

    /**
     * What is wrong with its place among the rows of its kind.
     *
     * @param kindJa what a row of the kind is, in Japanese
     * @param kindEn the same in English
     */
    List<Fault> faultsOfPlace(List<ScopeRow> known, String kindJa, String kindEn) {
        List<Fault> faults = new ArrayList<>();
        if (parent != null && (parent.equals(code) || known.stream().noneMatch(row -> row.isWhole(parent)))) {
            faults.add(invalid("parent", parent, "登録された%sコード".formatted(kindJa), "the code of a known " + kindEn));
        }
        LocalDate to = inForce.to();
        if (to != null) {
            known.stream().filter(row -> row.begins(code, inForce.from(), to)).forEach(next -> {
                LocalDate from = next.inForce.from();
                faults.add(invalid(
                        "to",
                        to,
                        "%s より前 (次の行の始期)".formatted(from),
                        "before %s, when the next row begins".formatted(from)));
            });
        }
        return faults;
    }

    private boolean isWhole(String of) {
        return code.equals(of) && parent == null;
    }

    /** An open end gives way to a later row; a last day that was named must not be changed unseen. */
    private boolean begins(String of, LocalDate after, LocalDate upTo) {
        return code.equals(of)
                && inForce.from().isAfter(after)
                && !inForce.from().isAfter(upTo);
    }

    /**
     * A part that would outlive its whole: whoever is a member of the part alone would be in a sector that is none.
     *
     * @param rows all of the kind, this one's among them
     * @param item the item to name
     */
    Optional<Fault> outlived(List<ScopeRow> rows, String item) {
        Optional<LocalDate> last = lastDay(rows, code);
        return rows.stream()
                .filter(row -> Objects.equals(row.parent, code))
                .map(ScopeRow::code)
                .distinct()
                .filter(part -> outlives(last, lastDay(rows, part)))
                .findFirst()
                .map(part -> invalid(
                        item,
                        last.map(LocalDate::toString).orElse("-"),
                        "先に %s を終了させる".formatted(part),
                        "%s to end first".formatted(part)));
    }

    private static Optional<LocalDate> lastDay(List<ScopeRow> rows, String code) {
        Stream<Period> periods =
                rows.stream().filter(row -> row.code.equals(code)).map(ScopeRow::inForce);
        return periods.max(Comparator.comparing(Period::from)).map(Period::to);
    }

    private static boolean outlives(Optional<LocalDate> whole, Optional<LocalDate> part) {
        return whole.isPresent() && (part.isEmpty() || part.get().isAfter(whole.get()));
    }

    static Fault invalid(String item, Object came, String expectedJa, String expectedEn) {
        return Fault.of(Reason.INVALID, item, came, expectedJa, expectedEn);
    }
}
