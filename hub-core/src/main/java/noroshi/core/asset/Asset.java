package noroshi.core.asset;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.regime.cyberresponse.AssetDuty;
import noroshi.core.register.OperatorSlug;
import org.jspecify.annotations.Nullable;

/**
 * 特定重要電子計算機. One asset as its operator has notified it.
 *
 * @param particulars null once they are erased
 * @param duty what the law asks for its introduction
 * @param lastDay the last day of its use, or null while it is used
 * @param notifiedAt when it was notified first: the time that counts
 * @param changedAt when it was last changed, or null
 * @param receipts 受領. Which competent ministers recorded their receipt, and when last; only that discharges the duty
 */
public record Asset(
        OperatorSlug operator,
        AssetFacts facts,
        @Nullable AssetParticulars particulars,
        AssetDuty duty,
        @Nullable LocalDate lastDay,
        Instant notifiedAt,
        @Nullable Instant changedAt,
        Map<AuthorityCode, Instant> receipts) {

    public Asset {
        receipts = Map.copyOf(receipts);
    }

    public boolean isInUseOn(LocalDate day) {
        return !day.isBefore(facts.introducedOn()) && (lastDay == null || !day.isAfter(lastDay));
    }

    /** Whether an authority has received it as it stands, with its last change. */
    boolean isReceivedBy(AuthorityCode authority) {
        Instant received = receipts.get(authority);
        return received != null && (changedAt == null || !received.isBefore(changedAt));
    }

    Asset changed(AssetFacts newFacts, @Nullable AssetParticulars newParticulars, AssetDuty newDuty, Instant at) {
        return new Asset(operator, newFacts, newParticulars, newDuty, lastDay, notifiedAt, at, receipts);
    }

    Asset endedOn(LocalDate day, Instant at) {
        return new Asset(operator, facts, particulars, duty, day, notifiedAt, at, receipts);
    }

    Asset receivedBy(AuthorityCode authority, Instant at) {
        var all = new TreeMap<>(receipts);
        all.put(authority, at);
        return new Asset(operator, facts, particulars, duty, lastDay, notifiedAt, changedAt, all);
    }
}
