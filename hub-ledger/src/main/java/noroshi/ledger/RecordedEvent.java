package noroshi.ledger;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * An event as the ledger holds it.
 *
 * @param position its place in the record, from 1, without gaps, in the order of commits
 * @param previous the position of the event before it that bears the same {@code thread=} tag; 0 if it is the first, or
 *     bears none
 * @param type its stored name, which renaming the class does not change
 * @param version the version of its stored form
 * @param occurredAt when it happened by the clock of whoever recorded it, in microseconds
 * @param recordedAt when the ledger took it; never before that of an earlier position
 * @param tags each {@code key=value}, sorted; a key may occur more than once
 * @param payload the event's record; sealed content in it is null once its thread's key is erased
 */
public record RecordedEvent(
        long position,
        long previous,
        UUID id,
        String type,
        String version,
        Instant occurredAt,
        Instant recordedAt,
        Set<String> tags,
        Map<String, String> metadata,
        Object payload) {

    /** The value of the tag of that key; the first in order, if there are several. */
    public Optional<String> tag(String key) {
        return TagText.value(tags, key);
    }
}
