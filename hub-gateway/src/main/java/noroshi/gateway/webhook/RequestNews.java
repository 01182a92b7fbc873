package noroshi.gateway.webhook;

import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.register.OperatorSlug;
import noroshi.core.request.Part;
import noroshi.core.request.Request;
import noroshi.core.request.Request.Made;
import noroshi.core.request.Request.Open;
import noroshi.core.request.RequestDisclosure;
import noroshi.core.request.RequestEvent;
import noroshi.core.request.RequestEvent.OfAddressee;
import noroshi.core.request.RequestEvent.RequestAcknowledged;
import noroshi.core.request.RequestEvent.RequestAnswered;
import noroshi.core.request.RequestEvent.RequestCancelled;
import noroshi.core.request.RequestEvent.RequestClarified;
import noroshi.core.request.RequestEvent.RequestClosed;
import noroshi.core.request.RequestEvent.RequestDeclined;
import noroshi.core.request.RequestEvent.RequestDueApproaching;
import noroshi.core.request.RequestEvent.RequestExtended;
import noroshi.core.request.RequestEvent.RequestMade;
import noroshi.core.request.RequestEvent.RequestOverdue;
import noroshi.core.request.RequestEvent.RequestPassedOn;
import noroshi.core.request.RequestEvent.RequestQuestioned;
import noroshi.core.sharing.Viewer;
import noroshi.core.sharing.Viewer.Role;
import noroshi.ledger.RecordedEvent;
import org.jspecify.annotations.Nullable;

/**
 * 照会・対応要請の通知. To each addressee of its own part, to the national office of all, to an operator that it was passed
 * on to. What is asked no more is told as ended alone.
 *
 * @param now the request as it stands
 */
record RequestNews(Made now, URI hub) {

    static Optional<RequestNews> of(List<RecordedEvent> history, URI hub) {
        Request request = Request.UNMADE;
        for (RecordedEvent recorded : history) {
            if (recorded.payload() instanceof RequestEvent event) {
                request = Request.evolve(request, event);
            }
        }
        return Request.made(request).map(made -> new RequestNews(made, hub));
    }

    Optional<News> read(Viewer viewer, RecordedEvent recorded, RequestEvent event) {
        if (RequestDisclosure.of(viewer, now) == RequestDisclosure.NONE) {
            return Optional.empty();
        }
        return switch (event) {
            case RequestMade it ->
                it.facts().addressees().stream()
                        .flatMap(authority -> open(viewer, authority, NewsKind.REQUEST_MADE, recorded).stream())
                        .findFirst();
            case RequestClarified it -> open(viewer, it.authority(), NewsKind.REQUEST_CHANGED, recorded);
            case RequestExtended it -> open(viewer, it.authority(), NewsKind.REQUEST_CHANGED, recorded);
            case RequestAcknowledged it -> reply(viewer, it, recorded);
            case RequestAnswered it -> reply(viewer, it, recorded);
            case RequestQuestioned it -> reply(viewer, it, recorded);
            case RequestDeclined it -> reply(viewer, it, recorded);
            case RequestDueApproaching it -> approaching(viewer, it, recorded);
            case RequestOverdue it -> overdue(viewer, it, recorded);
            case RequestPassedOn it -> passedOn(viewer, it, recorded);
            case RequestClosed _, RequestCancelled _ -> ended(viewer, recorded);
        };
    }

    /** To an addressee, of its own part, while the request is open. */
    private Optional<News> open(Viewer viewer, AuthorityCode authority, NewsKind kind, RecordedEvent recorded) {
        return now instanceof Open && isOwn(viewer, authority)
                ? Optional.of(news(kind, recorded, authority))
                : Optional.empty();
    }

    private Optional<News> reply(Viewer viewer, OfAddressee event, RecordedEvent recorded) {
        return viewer.role() == Role.NCO
                ? Optional.of(news(NewsKind.REQUEST_REPLIED, recorded, event.authority()))
                : Optional.empty();
    }

    /** Not once it is answered, nor of a due time that was put off. */
    private Optional<News> approaching(Viewer viewer, RequestDueApproaching event, RecordedEvent recorded) {
        Part part = now.parts().get(event.authority());
        return part != null && part.doneAt() == null && part.dueBefore().equals(event.dueBefore())
                ? open(viewer, event.authority(), NewsKind.REQUEST_APPROACHING, recorded)
                : Optional.empty();
    }

    private Optional<News> overdue(Viewer viewer, RequestOverdue event, RecordedEvent recorded) {
        Part part = now.parts().get(event.authority());
        boolean stands =
                now instanceof Open && part != null && !part.dueBefore().isAfter(event.at());
        return stands && (viewer.role() == Role.NCO || isOwn(viewer, event.authority()))
                ? Optional.of(news(NewsKind.REQUEST_OVERDUE, recorded, event.authority()))
                : Optional.empty();
    }

    private Optional<News> passedOn(Viewer viewer, RequestPassedOn event, RecordedEvent recorded) {
        return now instanceof Open
                        && viewer.role() == Role.OPERATOR
                        && event.operators().contains(new OperatorSlug(viewer.organisation()))
                ? Optional.of(news(NewsKind.REQUEST_PASSED_ON, recorded, null))
                : Optional.empty();
    }

    /** To all but the office, which ended it. */
    private Optional<News> ended(Viewer viewer, RecordedEvent recorded) {
        return viewer.role() == Role.NCO
                ? Optional.empty()
                : Optional.of(news(
                        NewsKind.REQUEST_ENDED, recorded, viewer.authority().orElse(null)));
    }

    private static boolean isOwn(Viewer viewer, AuthorityCode authority) {
        return viewer.authority().filter(authority::equals).isPresent();
    }

    private News news(NewsKind kind, RecordedEvent recorded, @Nullable AuthorityCode authority) {
        boolean exercise = now.asked().facts().exercise();
        var data = new LinkedHashMap<String, Object>();
        data.put("position", recorded.position());
        data.put("requestId", now.asked().id().toString());
        Part part = authority == null ? null : now.parts().get(authority);
        if (authority != null && part != null) {
            Instant dueBefore = part.dueBefore();
            data.put("ministry", authority.value());
            data.put("dueBefore", dueBefore.toString());
        }
        data.put("tlp", now.asked().facts().tlp().name());
        data.put("exercise", exercise);
        data.put("url", hub.resolve("/v1/requests/" + now.asked().id()).toString());
        return new News(kind, recorded.recordedAt(), exercise, data);
    }
}
