package noroshi.api;

import java.util.List;
import noroshi.api.desk.DeliveryProjection;
import noroshi.api.desk.RegisterProjection;
import noroshi.api.desk.asset.AssetProjection;
import noroshi.api.view.ApiProjection;
import noroshi.api.view.AssetFolds;
import noroshi.api.view.Folds;
import noroshi.api.view.bulletin.BulletinProjection;
import noroshi.api.view.bulletin.BulletinRecord;
import noroshi.api.view.campaign.CampaignProjection;
import noroshi.api.view.candidate.CandidateProjection;
import noroshi.api.view.obligation.ObligationProjection;
import noroshi.api.view.request.RequestProjection;
import noroshi.api.view.request.RequestRecord;
import noroshi.api.view.situation.SituationProjection;
import noroshi.api.view.thread.ThreadProjection;
import noroshi.api.view.timeline.TimelineProjection;
import noroshi.ledger.Ledger;

/**
 * 閲覧の投影. Every view of this module that comes from the record and does nothing but be read: so each can be made anew
 * beside the live one, as {@code ./hub rebuild} does. The clocks, which act, are not among them.
 */
public final class Projections {

    private Projections() {}

    /** All of them, with nothing remembered of the record yet. */
    public static List<ApiProjection> of(Ledger ledger) {
        return of(
                ledger,
                new Folds(ledger),
                new AssetFolds(ledger),
                new BulletinRecord(ledger),
                new RequestRecord(ledger));
    }

    /** All of them, by what others fold the record with too. */
    static List<ApiProjection> of(
            Ledger ledger, Folds folds, AssetFolds notifications, BulletinRecord bulletins, RequestRecord requests) {
        return List.of(
                new TimelineProjection(folds),
                new ThreadProjection(folds),
                new SituationProjection(folds),
                new ObligationProjection(folds, notifications),
                new CampaignProjection(ledger),
                new CandidateProjection(),
                new BulletinProjection(bulletins),
                new RequestProjection(requests),
                new DeliveryProjection(),
                new AssetProjection(),
                new RegisterProjection());
    }
}
