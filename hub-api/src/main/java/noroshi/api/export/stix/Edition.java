package noroshi.api.export.stix;

import java.time.Instant;
import java.util.List;

/**
 * 版. The objects that have a version at a place of the record, together.
 *
 * @param position the event's place in the record
 * @param recorded when the event was recorded
 * @param isLatest whether no later version of them is known to the viewer
 * @param read notes that the viewer is told of them, where that is to be
 */
public record Edition(long position, Instant recorded, boolean isLatest, List<StixObject> objects, Runnable read) {

    public Edition {
        objects = List.copyOf(objects);
    }

    /** What holds no words that must be read by name. */
    public Edition(long position, Instant recorded, boolean isLatest, List<StixObject> objects) {
        this(position, recorded, isLatest, objects, () -> {});
    }
}
