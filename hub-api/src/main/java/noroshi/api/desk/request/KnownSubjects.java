package noroshi.api.desk.request;

import noroshi.api.view.bulletin.BulletinQuery;
import noroshi.api.view.campaign.CampaignQuery;
import noroshi.api.view.request.Subjects;
import noroshi.api.view.thread.ThreadQuery;
import noroshi.core.bulletin.BulletinId;
import noroshi.core.campaign.CampaignId;
import noroshi.core.report.ThreadId;
import noroshi.core.sharing.Viewer;

/** 要請の対象, as each of the views shows it to the viewer. */
public final class KnownSubjects implements Subjects {

    private final ThreadQuery threads;
    private final CampaignQuery campaigns;
    private final BulletinQuery bulletins;

    public KnownSubjects(ThreadQuery threads, CampaignQuery campaigns, BulletinQuery bulletins) {
        this.threads = threads;
        this.campaigns = campaigns;
        this.bulletins = bulletins;
    }

    @Override
    public boolean knows(Viewer viewer, ThreadId thread) {
        return threads.sheet(viewer, thread).isPresent();
    }

    @Override
    public boolean knows(Viewer viewer, CampaignId campaign) {
        return switch (viewer.role()) {
            case NCO, MINISTRY, PM_CAO ->
                campaigns.sheet(viewer, campaign, null, 1).isPresent();
            case OPERATOR, CEPTOAR, COUNCIL, PPC, POLICE, HQ, AUDITOR, ADMIN -> false;
        };
    }

    @Override
    public boolean knows(Viewer viewer, BulletinId bulletin) {
        return bulletins.readable(viewer, bulletin).isPresent();
    }
}
