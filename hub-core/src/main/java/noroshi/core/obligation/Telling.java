package noroshi.core.obligation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.obligation.Obligation.Told;

/**
 * 告知. What is told together of deadlines: one fact for each authority and instant.
 *
 * @param occurredAt when it came about, whenever it is told
 * @param soft whether what has passed is a target only
 */
public record Telling(Instant occurredAt, AuthorityCode authority, Told told, boolean soft, Instant dueBefore) {

    private static final Comparator<Telling> ORDER = Comparator.comparing(Telling::occurredAt)
            .thenComparing(Telling::authority)
            .thenComparing(Telling::told)
            .thenComparing(Telling::soft)
            .thenComparing(Telling::dueBefore);

    /** What there is to tell of these at {@code now}, in the order of the times at which it came about. */
    public static SortedMap<Telling, List<ObligationId>> of(Collection<Obligation> obligations, Instant now) {
        SortedMap<Telling, List<ObligationId>> tellings = new TreeMap<>(ORDER);
        for (Obligation obligation : obligations) {
            Told told = obligation.toTell(now);
            if (told != Told.NOTHING) {
                tellings.computeIfAbsent(of(obligation, told), _ -> new ArrayList<>())
                        .add(obligation.id());
            }
        }
        return tellings;
    }

    private static Telling of(Obligation obligation, Told told) {
        Instant dueBefore = obligation.duty().deadline().dueBefore();
        return new Telling(
                told == Told.PASSED ? dueBefore : obligation.approachesAt(),
                obligation.duty().addressee(),
                told,
                obligation.duty().soft(),
                dueBefore);
    }
}
