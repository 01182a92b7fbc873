package noroshi.core.request;

import java.time.Instant;
import java.util.List;
import noroshi.core.bulletin.BulletinId;
import noroshi.core.campaign.CampaignId;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.report.ThreadId;
import noroshi.core.report.Tlp;

/**
 * 要請の宛先等. What rules need of a request; stored in clear.
 *
 * @param addressees each of them answers for itself, and learns of no other
 * @param threads the threads that it concerns; each addressee is shown those that it may know of
 * @param campaigns the campaigns that it concerns, likewise
 * @param bulletins the bulletins that it concerns, likewise
 * @param tlp 共有範囲. Of what is asked
 * @param exercise 訓練. Whether it belongs to a drill
 * @param onward 事業者への伝達. Whether an addressee may pass it on to operators of its sectors
 * @param dueBefore the first instant that is too late for an answer
 */
public record RequestFacts(
        List<AuthorityCode> addressees,
        List<ThreadId> threads,
        List<CampaignId> campaigns,
        List<BulletinId> bulletins,
        Tlp tlp,
        boolean exercise,
        boolean onward,
        Instant dueBefore) {

    public RequestFacts {
        addressees = List.copyOf(addressees);
        threads = List.copyOf(threads);
        campaigns = List.copyOf(campaigns);
        bulletins = List.copyOf(bulletins);
    }
}
