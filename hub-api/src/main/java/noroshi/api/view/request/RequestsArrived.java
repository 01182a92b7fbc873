package noroshi.api.view.request;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.request.Request.Made;
import noroshi.core.request.RequestDisclosure;
import noroshi.core.request.RequestId;
import noroshi.core.sharing.Viewer;
import org.jspecify.annotations.Nullable;

/**
 * 要請の新着. What happened to requests between two positions, for whoever follows it. Whom a request concerns never
 * changes, so nothing is ever taken back; how it stands is told as of now.
 */
public final class RequestsArrived {

    private final List<Step> steps;
    private final Map<RequestId, Made> requests;
    private final Subjects subjects;
    private final Instant now;

    /**
     * Something that happened to a request.
     *
     * @param authority the one addressee that it concerns, or null where it concerns all
     */
    record Step(long position, RequestId request, @Nullable AuthorityCode authority) {}

    /** What one event brings to one viewer: the request as it stands for it. */
    public record News(long position, RequestItem request) {}

    RequestsArrived(List<Step> steps, Map<RequestId, Made> requests, Subjects subjects, Instant now) {
        this.steps = List.copyOf(steps);
        this.requests = Map.copyOf(requests);
        this.subjects = subjects;
        this.now = now;
    }

    /**
     * What of it a viewer may know, in the order of the record.
     *
     * @param ministry what concerns this addressee alone, or null
     * @param exercise drills, and nothing else; or nothing of drills
     */
    public List<News> shownTo(Viewer viewer, @Nullable String ministry, boolean exercise) {
        var sheet = new RequestSheet(viewer, subjects, now);
        return steps.stream()
                .flatMap(step -> Optional.ofNullable(requests.get(step.request()))
                        .filter(made -> made.asked().facts().exercise() == exercise)
                        .filter(made -> isToldTo(viewer, ministry, step, made))
                        .stream()
                        .flatMap(sheet::line)
                        .map(item -> new News(step.position(), item)))
                .toList();
    }

    /** Nobody learns whom else the office asks, nor that something happened between it and another addressee. */
    private static boolean isToldTo(Viewer viewer, @Nullable String ministry, Step step, Made made) {
        Set<AuthorityCode> concerned = step.authority() == null ? made.parts().keySet() : Set.of(step.authority());
        Stream<AuthorityCode> known = switch (RequestDisclosure.of(viewer, made)) {
            case NONE, PASSED_ON -> Stream.empty();
            case FULL -> concerned.stream();
            case WORDLESS, OWN_PART -> viewer.authority().filter(concerned::contains).stream();
        };
        return known.anyMatch(authority -> ministry == null || authority.value().equals(ministry));
    }
}
