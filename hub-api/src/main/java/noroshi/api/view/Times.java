package noroshi.api.view;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import noroshi.core.deadline.Tokyo;
import org.jspecify.annotations.Nullable;

/** 日時の表記. Times leave this module with Tokyo's offset, in which its legal dates are reckoned. */
public final class Times {

    private Times() {}

    public static OffsetDateTime inTokyo(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS).atZone(Tokyo.ZONE).toOffsetDateTime();
    }

    public static @Nullable OffsetDateTime inTokyoOrNull(@Nullable Instant instant) {
        return instant == null ? null : inTokyo(instant);
    }
}
