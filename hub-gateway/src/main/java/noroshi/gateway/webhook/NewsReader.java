package noroshi.gateway.webhook;

import java.net.URI;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import noroshi.core.Fault;
import noroshi.core.bulletin.BulletinEvent;
import noroshi.core.report.SubmissionEvent.SubmissionRefused;
import noroshi.core.request.RequestEvent;
import noroshi.core.sector.SectorCode;
import noroshi.core.sharing.Viewer;
import noroshi.core.sharing.Viewer.Role;
import noroshi.core.thread.ReportThreadEvent;
import noroshi.ledger.RecordedEvent;

/**
 * 通知の読取り. What an event of the record is to a viewer as things stand now: asked when it is noted, and again whenever
 * it is sent, so that nobody is told by a late message what it may not know any more.
 */
final class NewsReader {

    private final Function<Viewer, Set<SectorCode>> sectors;
    private final URI hub;

    /**
     * @param sectors of whom bulletins are for, as the register has it now
     * @param hub where the hub is reached
     */
    NewsReader(Function<Viewer, Set<SectorCode>> sectors, URI hub) {
        this.sectors = sectors;
        this.hub = hub;
    }

    /** What can be read about one subject. */
    @FunctionalInterface
    interface About {

        /** What an event of it is to a viewer; empty if nothing. */
        Optional<News> read(Viewer viewer, RecordedEvent recorded);
    }

    /** @param history all events of the subject's own tag that there are now, in order */
    About about(List<RecordedEvent> history) {
        // asked where a bulletin comes or goes, and of each reader once: what it reads is the register's whole record
        var known = new HashMap<Viewer, Set<SectorCode>>();
        Function<Viewer, Set<SectorCode>> once = viewer -> known.computeIfAbsent(viewer, sectors);
        Optional<ThreadNews> thread = ThreadNews.of(history, hub);
        Optional<BulletinNews> bulletin = BulletinNews.of(history, hub);
        Optional<RequestNews> request = RequestNews.of(history, hub);
        return (viewer, recorded) -> switch (recorded.payload()) {
            case ReportThreadEvent event -> thread.flatMap(it -> it.read(viewer, recorded, event));
            case BulletinEvent event -> bulletin.flatMap(it -> it.read(viewer, once, recorded, event));
            case RequestEvent event -> request.flatMap(it -> it.read(viewer, recorded, event));
            case SubmissionRefused event -> refused(viewer, recorded, event);
            default -> Optional.empty();
        };
    }

    private Optional<News> refused(Viewer viewer, RecordedEvent recorded, SubmissionRefused event) {
        if (viewer.role() != Role.OPERATOR
                || !viewer.organisation().equals(event.operator().value())) {
            return Optional.empty();
        }
        var data = new LinkedHashMap<String, Object>();
        data.put("position", recorded.position());
        data.put("reportId", event.report().toString());
        if (event.thread() != null) {
            data.put("threadId", event.thread().toString());
        }
        data.put(
                "codes",
                event.faults().stream()
                        .map(Fault::code)
                        .map(Enum::name)
                        .distinct()
                        .toList());
        data.put("exercise", event.exercise());
        data.put("url", hub.resolve("/v1/submissions/" + event.report()).toString());
        return Optional.of(new News(NewsKind.REPORT_REFUSED, recorded.recordedAt(), event.exercise(), data));
    }
}
