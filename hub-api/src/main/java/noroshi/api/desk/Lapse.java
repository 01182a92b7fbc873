package noroshi.api.desk;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import noroshi.core.register.Designation;
import noroshi.core.register.Membership;
import noroshi.core.register.OperatorEntry;
import noroshi.core.sector.Scope;

/**
 * 失われる所属・指定. A membership or designation that goes on beyond its sector's or business's last day: the national
 * office records it anew, and until then what is filed for it goes to triage.
 */
@Schema(
        description = "失われる所属・指定. A membership or designation that goes on beyond its sector's or business's last day:"
                + " to be recorded anew, and until then what is filed for it goes to triage.")
record Lapse(
        @Schema(example = "setouchi-chem") String operator,
        @Schema(example = "瀬戸内化学") String name,
        @Schema(example = "MEMBERSHIP") Kind kind,

        @Schema(description = "The sector or business, or the part of it.", example = "CHEMICAL")
        String code,

        @Schema(description = "The last day on which it counts.", example = "2027-03-31")
        LocalDate lastDay) {

    /** 種別. */
    enum Kind {
        /** 所属. */
        MEMBERSHIP,
        /** 指定. */
        DESIGNATION
    }

    /** All there are, the first to end first. */
    static List<Lapse> of(Collection<OperatorEntry> entries, Scope scope) {
        return entries.stream()
                .flatMap(entry -> Stream.concat(
                        entry.memberships().stream().flatMap(membership -> of(entry, membership, scope).stream()),
                        entry.designations().stream().flatMap(designation -> of(entry, designation, scope).stream())))
                .sorted(Comparator.comparing(Lapse::lastDay).thenComparing(Lapse::operator))
                .toList();
    }

    private static Optional<Lapse> of(OperatorEntry entry, Membership membership, Scope scope) {
        return scope.lastDay(membership.narrowest())
                .filter(last -> membership.isInForceOn(last.plusDays(1)))
                .map(last -> new Lapse(
                        entry.slug().value(),
                        entry.name(),
                        Kind.MEMBERSHIP,
                        membership.narrowest().value(),
                        last));
    }

    private static Optional<Lapse> of(OperatorEntry entry, Designation designation, Scope scope) {
        return scope.lastDay(designation.narrowest())
                .filter(last -> designation.isInForceOn(last.plusDays(1)))
                .map(last -> new Lapse(
                        entry.slug().value(),
                        entry.name(),
                        Kind.DESIGNATION,
                        designation.narrowest().value(),
                        last));
    }
}
