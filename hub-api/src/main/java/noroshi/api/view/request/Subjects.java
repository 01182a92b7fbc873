package noroshi.api.view.request;

import noroshi.core.bulletin.BulletinId;
import noroshi.core.campaign.CampaignId;
import noroshi.core.report.ThreadId;
import noroshi.core.sharing.Viewer;

/** 要請の対象. Which of the things that a request concerns somebody may know of at all. */
public interface Subjects {

    boolean knows(Viewer viewer, ThreadId thread);

    boolean knows(Viewer viewer, CampaignId campaign);

    boolean knows(Viewer viewer, BulletinId bulletin);
}
