package noroshi.core.asset;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import noroshi.core.Fault;
import noroshi.core.Reason;
import noroshi.core.Refused;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.regime.cyberresponse.AssetDuties;
import noroshi.core.register.Designation;
import noroshi.core.register.OperatorEntry;
import noroshi.core.sector.Business;
import noroshi.core.sector.BusinessCode;
import noroshi.core.sector.Scope;
import org.jspecify.annotations.Nullable;

/** 届出の要件. What a notification must fulfil, and whose it is. */
public final class AssetRules {

    private static final int LONGEST = 200;

    private AssetRules() {}

    /** Every fault of a statement, none if it may be taken. */
    public static List<Fault> faults(AssetStatement statement, OperatorEntry entry, LocalDate today) {
        List<Fault> faults = new ArrayList<>();
        AssetFacts facts = statement.facts();
        if (designation(entry, facts.business(), today).isEmpty()) {
            faults.add(new Fault(
                    "business",
                    Reason.NOT_DESIGNATED,
                    "%s。business: %s".formatted(Reason.NOT_DESIGNATED.ja(), facts.business()),
                    "%s; business: %s".formatted(Reason.NOT_DESIGNATED.en(), facts.business())));
        }
        if (facts.introducedOn().isAfter(today)) {
            faults.add(invalid(
                    "introducedOn", facts.introducedOn(), "%s 以前".formatted(today), "not after %s".formatted(today)));
        }
        addIfTooEarly(faults, statement.lastDay(), facts.introducedOn());
        AssetParticulars particulars = statement.particulars();
        addIfNoText(faults, "product", particulars.product());
        addIfNoText(faults, "maker", particulars.maker());
        addIfTooLong(faults, "version", particulars.version());
        addIfTooLong(faults, "purpose", particulars.purpose());
        Integer quantity = particulars.quantity();
        if (quantity != null && quantity < 1) {
            faults.add(invalid("quantity", quantity, "1以上", "1 or more"));
        }
        return List.copyOf(faults);
    }

    /** @throws Refused with the first fault, if there is one */
    static void require(AssetStatement statement, OperatorEntry entry, LocalDate today) {
        faults(statement, entry, today).stream().findFirst().ifPresent(fault -> {
            throw new Refused(fault);
        });
    }

    /** By which designation an operator has a business: the one in force on a day, or else the latest. */
    static Optional<Designation> designation(OperatorEntry entry, BusinessCode business, LocalDate day) {
        return entry.designations().stream()
                .filter(one ->
                        one.business().equals(business) || one.narrowest().equals(business))
                .max(Comparator.comparing((Designation one) -> one.isInForceOn(day))
                        .thenComparing(Designation::from));
    }

    /** 所管大臣. Who is competent for what serves a business: on a day, or where it is retired, who was at its end. */
    public static List<AuthorityCode> ministers(Scope scope, BusinessCode business, LocalDate day) {
        return scope.business(business, day)
                .or(() -> scope.businesses().stream()
                        .filter(row -> row.code().equals(business))
                        .max(Comparator.comparing(row -> row.inForce().from())))
                .map(Business::ministers)
                .orElse(List.of());
    }

    private static void addIfTooEarly(List<Fault> faults, @Nullable LocalDate lastDay, LocalDate introducedOn) {
        LocalDate commencement = AssetDuties.commencement();
        LocalDate earliest = introducedOn.isBefore(commencement) ? commencement : introducedOn;
        if (lastDay != null && lastDay.isBefore(earliest)) {
            faults.add(invalid("lastDay", lastDay, "%s 以後".formatted(earliest), "not before %s".formatted(earliest)));
        }
    }

    private static void addIfNoText(List<Fault> faults, String item, String text) {
        if (text.isBlank()) {
            faults.add(invalid(item, text, "空でない文字列", "a text that is not blank"));
        }
        addIfTooLong(faults, item, text);
    }

    private static void addIfTooLong(List<Fault> faults, String item, @Nullable String text) {
        if (text != null && text.length() > LONGEST) {
            faults.add(invalid(
                    item,
                    "%d".formatted(text.length()),
                    "%d 字以内".formatted(LONGEST),
                    "at most %d characters".formatted(LONGEST)));
        }
    }

    private static Fault invalid(String item, Object came, String expectedJa, String expectedEn) {
        return Fault.of(Reason.INVALID, item, came, expectedJa, expectedEn);
    }
}
