package noroshi.core.bulletin;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * 情報提供の案. What would leave, or has left.
 *
 * @param revision 1 for the first; what is approved is one revision
 * @param content null once it is erased
 * @param draftedAt when the first revision was drafted
 */
public record Draft(
        BulletinId id,
        int revision,
        BulletinFacts facts,
        @Nullable BulletinContent content,
        Instant draftedAt) {}
