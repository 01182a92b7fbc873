package noroshi.api.view.request;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import noroshi.core.request.Request;
import noroshi.core.request.RequestEvent;
import noroshi.core.request.RequestId;
import noroshi.ledger.Ledger;
import noroshi.ledger.RecordedEvent;

/** 要請の記録. Requests as the record has them; what is erased is erased here too. */
public final class RequestRecord {

    private final Ledger ledger;

    public RequestRecord(Ledger ledger) {
        this.ledger = ledger;
    }

    /** A request, or empty if there is none. */
    Optional<Request.Made> find(RequestId id) {
        return Optional.ofNullable(all(List.of(id), Long.MAX_VALUE).get(id)).flatMap(Request::made);
    }

    /** Those requests, in that order, up to a position. */
    public Map<RequestId, Request> all(Collection<RequestId> ids, long upTo) {
        Map<String, List<RecordedEvent>> events =
                ledger.ofTags("thread", ids.stream().map(RequestId::toString).toList());
        var all = new LinkedHashMap<RequestId, Request>();
        for (RequestId id : ids) {
            Request request = Request.UNMADE;
            for (RecordedEvent recorded : events.getOrDefault(id.toString(), List.of())) {
                if (recorded.position() <= upTo && recorded.payload() instanceof RequestEvent event) {
                    request = Request.evolve(request, event);
                }
            }
            all.put(id, request);
        }
        return all;
    }
}
