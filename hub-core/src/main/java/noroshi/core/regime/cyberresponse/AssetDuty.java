package noroshi.core.regime.cyberresponse;

import noroshi.core.deadline.Deadline;
import noroshi.core.regime.Rule;
import org.jspecify.annotations.Nullable;

/**
 * 届出の義務. What the Act asks for the introduction of a 特定重要電子計算機 (art. 4).
 *
 * @param rule by what it is to be notified, or by what it need not be
 * @param deadline until when, or null where it need not be notified; that exempts from no report of an incident on it
 */
public record AssetDuty(Rule rule, @Nullable Deadline deadline) {

    /** Whether the product is excluded from notification (告示). */
    public boolean isExempt() {
        return deadline == null;
    }
}
