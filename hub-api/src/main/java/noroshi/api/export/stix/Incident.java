package noroshi.api.export.stix;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import noroshi.core.report.Content;
import noroshi.core.report.Filing;
import noroshi.core.report.Indicator;
import noroshi.core.report.Tlp;
import org.jspecify.annotations.Nullable;

/**
 * 事案の一版. A thread as it stood after one event, as far as a viewer may know it.
 *
 * @param opened when the thread's first report was recorded
 * @param position the event's place in the record
 * @param recorded when the event was recorded
 * @param isLatest whether no later version is known
 * @param tlp the stricter of the labels then and now
 * @param operator what is known of the operator and said by it; null where the viewer may read no words
 */
public record Incident(
        UUID thread,
        Instant opened,
        long position,
        Instant recorded,
        boolean isLatest,
        boolean exercise,
        Tlp tlp,
        State state,
        @Nullable Known operator) {

    /**
     * What stands for it in the collection of that sector or business.
     *
     * @param read notes that the viewer is told of it
     */
    Edition edition(String line, Runnable read) {
        return new Edition(position, recorded, isLatest, Bundle.of(this, line), read);
    }

    /** 状態. */
    public enum State {
        /** 対応中. */
        OPEN,
        /** 終結. */
        CLOSED,
        /** 取下げ. */
        WITHDRAWN
    }

    /**
     * 事業者の名称. What the register calls an operator.
     *
     * @param since when its entry was changed last
     */
    public record Named(String name, Instant since) {}

    /**
     * 内容. What the operator said by then.
     *
     * @param operator as it is called now
     * @param content null where it was erased
     * @param since when each indicator was first reported
     * @param dropped what the viewer could read before, and a correction no longer states
     */
    public record Known(
            String slug,
            Named operator,
            Filing filing,
            @Nullable Content content,
            Map<Indicator, Instant> since,
            Set<Indicator> dropped) {

        public Known {
            since = Map.copyOf(since);
            dropped = Set.copyOf(dropped);
        }

        List<Indicator> indicators() {
            return content == null ? List.of() : content.indicators();
        }
    }
}
