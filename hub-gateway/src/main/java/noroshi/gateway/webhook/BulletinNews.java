package noroshi.gateway.webhook;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import noroshi.core.bulletin.Bulletin;
import noroshi.core.bulletin.Bulletin.Drafted;
import noroshi.core.bulletin.Bulletin.Published;
import noroshi.core.bulletin.Bulletin.Recalled;
import noroshi.core.bulletin.Bulletin.Written;
import noroshi.core.bulletin.BulletinEvent;
import noroshi.core.bulletin.BulletinEvent.BulletinApprovedByOriginator;
import noroshi.core.bulletin.BulletinEvent.BulletinDeclinedByOriginator;
import noroshi.core.bulletin.BulletinEvent.BulletinDrafted;
import noroshi.core.bulletin.BulletinEvent.BulletinIssued;
import noroshi.core.bulletin.BulletinEvent.BulletinRecalled;
import noroshi.core.bulletin.BulletinEvent.BulletinReceived;
import noroshi.core.bulletin.BulletinEvent.BulletinRelayed;
import noroshi.core.bulletin.BulletinEvent.BulletinReturned;
import noroshi.core.bulletin.Readership;
import noroshi.core.sector.SectorCode;
import noroshi.core.sharing.Viewer;
import noroshi.ledger.RecordedEvent;

/**
 * 情報提供の通知. To each reader from when it can read it, and to the originators of a draft.
 *
 * @param states what the bulletin was after each position
 */
record BulletinNews(NavigableMap<Long, Bulletin> states, URI hub) {

    static Optional<BulletinNews> of(List<RecordedEvent> history, URI hub) {
        var states = new TreeMap<Long, Bulletin>();
        Bulletin bulletin = Bulletin.UNWRITTEN;
        for (RecordedEvent recorded : history) {
            if (recorded.payload() instanceof BulletinEvent event) {
                bulletin = Bulletin.evolve(bulletin, event);
                states.put(recorded.position(), bulletin);
            }
        }
        return states.isEmpty() ? Optional.empty() : Optional.of(new BulletinNews(states, hub));
    }

    /** @param sectors of whom bulletins are for */
    Optional<News> read(
            Viewer viewer, Function<Viewer, Set<SectorCode>> sectors, RecordedEvent recorded, BulletinEvent event) {
        return switch (event) {
            case BulletinDrafted _ -> asked(viewer, recorded);
            case BulletinIssued _, BulletinRelayed _ -> issued(viewer, sectors, recorded);
            case BulletinRecalled _ -> recalled(viewer, sectors, recorded);
            case BulletinApprovedByOriginator _,
                    BulletinDeclinedByOriginator _,
                    BulletinReceived _,
                    BulletinReturned _ -> Optional.empty();
        };
    }

    /** Of a revision that still waits for its originators. */
    private Optional<News> asked(Viewer viewer, RecordedEvent recorded) {
        return states.get(recorded.position()) instanceof Drafted then
                        && states.lastEntry().getValue() instanceof Drafted now
                        && now.draft().revision() == then.draft().revision()
                        && Readership.isOriginator(viewer, then.draft())
                ? Optional.of(news(NewsKind.BULLETIN_APPROVAL_REQUESTED, recorded, now))
                : Optional.empty();
    }

    /** What was recalled or erased meanwhile is told nobody any more; its recall is. */
    private Optional<News> issued(Viewer viewer, Function<Viewer, Set<SectorCode>> sectors, RecordedEvent recorded) {
        Bulletin now = states.lastEntry().getValue();
        return isRead(viewer, sectors, states.getOrDefault(recorded.position(), Bulletin.UNWRITTEN))
                        && !isRead(viewer, sectors, before(recorded.position()))
                        && now instanceof Published published
                        && !(now instanceof Recalled)
                        && published.draft().content() != null
                ? Optional.of(news(NewsKind.BULLETIN_ISSUED, recorded, published))
                : Optional.empty();
    }

    private Optional<News> recalled(Viewer viewer, Function<Viewer, Set<SectorCode>> sectors, RecordedEvent recorded) {
        return states.get(recorded.position()) instanceof Recalled then
                        && !(before(recorded.position()) instanceof Recalled)
                        && isRead(viewer, sectors, then)
                ? Optional.of(news(NewsKind.BULLETIN_RECALLED, recorded, then))
                : Optional.empty();
    }

    private static boolean isRead(Viewer viewer, Function<Viewer, Set<SectorCode>> sectors, Bulletin bulletin) {
        return bulletin instanceof Published published && Readership.reads(viewer, published, sectors.apply(viewer));
    }

    private Bulletin before(long position) {
        var earlier = states.lowerEntry(position);
        return earlier == null ? Bulletin.UNWRITTEN : earlier.getValue();
    }

    private News news(NewsKind kind, RecordedEvent recorded, Written bulletin) {
        boolean exercise = bulletin.draft().facts().exercise();
        var data = new LinkedHashMap<String, Object>();
        data.put("position", recorded.position());
        data.put("bulletinId", bulletin.draft().id().toString());
        data.put("revision", bulletin.draft().revision());
        data.put("tlp", bulletin.draft().facts().tlp().name());
        data.put("exercise", exercise);
        data.put("url", hub.resolve("/v1/bulletins/" + bulletin.draft().id()).toString());
        return new News(kind, recorded.recordedAt(), exercise, data);
    }
}
