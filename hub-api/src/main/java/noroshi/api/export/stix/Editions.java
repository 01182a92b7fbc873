package noroshi.api.export.stix;

import java.util.List;
import java.util.Set;
import noroshi.core.sharing.Viewer;
import org.jspecify.annotations.Nullable;

/** 版の出所. What has versions of one kind of objects, in the order of the record, as one viewer may know them. */
public interface Editions {

    /**
     * The versions from one position to another: of {@code limit} of them at most, and of all that stand at the same
     * position as the last of these.
     */
    Stretch between(Viewer viewer, Asked asked, long from, long to, int limit);

    /**
     * Which versions are asked for.
     *
     * @param line the sector or business
     * @param latest those alone that no later one follows
     * @param head how far the record is told: what is the latest, and what is lost, is judged there, however little of it
     *     one stretch holds
     * @param holders first halves of the ids of what the objects hang on; null for all
     * @param identities the ids of those that hang on nothing, beside them
     */
    record Asked(
            String line,
            boolean exercise,
            boolean latest,
            long head,
            @Nullable Set<Long> holders,
            Set<String> identities) {

        public Asked {
            identities = Set.copyOf(identities);
        }
    }

    /**
     * 区間. The versions from a position on.
     *
     * @param end the position up to which these are all
     */
    record Stretch(List<Edition> editions, long end) {

        public Stretch {
            editions = List.copyOf(editions);
        }
    }
}
