package noroshi.ledger;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.eventsourcing.eventstore.ConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.GlobalIndexConsistencyMarker;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/**
 * What must not have been recorded after a position: an event that meets any one of the criteria.
 *
 * @param after the position up to which the decider knew the record
 * @param criteria none: nothing is forbidden
 */
record Condition(long after, List<Criterion> criteria) {

    private static final Condition NONE = new Condition(0, List.of());
    private static final Criterion ANY_EVENT = new Criterion(List.of(), List.of());

    /** The name of no event: what matches it, without a tag, matches everything. */
    private static final QualifiedName BARE = new QualifiedName("noroshi.ledger.bare");

    /**
     * @param tags all of them must be on the event; none: any event
     * @param types one of them must be the event's stored name; none: any name
     */
    record Criterion(List<String> tags, List<String> types) {

        boolean matches(Draft event) {
            return event.tags().containsAll(tags) && (types.isEmpty() || types.contains(event.type()));
        }
    }

    static Condition of(AppendCondition condition, StoredTypes types) {
        ConsistencyMarker marker = condition.consistencyMarker();
        if (ConsistencyMarker.INFINITY.equals(marker)) {
            return NONE;
        }
        // Axon's origin stands before the first position.
        long after = Math.max(0, GlobalIndexConsistencyMarker.position(marker));
        return new Condition(after, criteria(condition.criteria(), types));
    }

    /** Criteria of which one names neither tag nor type mean: any event; flattening them would lose that one. */
    static List<Criterion> criteria(EventCriteria criteria, StoredTypes types) {
        if (criteria.matches(BARE, Set.of())) {
            return List.of(ANY_EVENT);
        }
        return criteria.flatten().stream()
                .map(criterion -> new Criterion(TagText.sorted(criterion.tags()), stored(criterion.types(), types)))
                .toList();
    }

    private static List<String> stored(Collection<QualifiedName> names, StoredTypes types) {
        for (QualifiedName name : names) {
            // A condition on a name that no event bears would never be violated, silently.
            if (!types.knows(name)) {
                throw new AppendRefused(
                        "condition on event type: %s (expected: a stored event's name)".formatted(name));
            }
        }
        return names.stream().map(QualifiedName::name).sorted().toList();
    }
}
