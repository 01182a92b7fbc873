package noroshi.api.view.timeline;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * 差分. An entry of the timeline that stands otherwise at the later instant than at the earlier one, both as far as the
 * viewer may read today.
 *
 * @param entryId the event's id
 * @param position its place in the record
 * @param before the entry as of the earlier instant; null where it was not there
 * @param after the entry as of the later instant; null where it is there no more
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TimelineChange(
        Kind change,
        UUID entryId,
        long position,
        @Nullable TimelineEntry before,
        @Nullable TimelineEntry after) {

    /** 差分の種別. */
    public enum Kind {
        /** 追加. It was recorded since, or a wider label or a campaign brought it. */
        APPEARED,
        /** 変更. More of it is shown, or less, or under another label. */
        CHANGED,
        /** 消滅. A narrower label took it away, or the campaign that was asked for holds its thread no more. */
        GONE
    }

    /** @param entry the entry as it stands, or stood where it is gone */
    static TimelineChange of(TimelineEntry entry, @Nullable TimelineEntry before, @Nullable TimelineEntry after) {
        Kind kind = before == null ? Kind.APPEARED : after == null ? Kind.GONE : Kind.CHANGED;
        return new TimelineChange(kind, entry.entryId(), entry.position(), before, after);
    }
}
