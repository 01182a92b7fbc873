package noroshi.core.request;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.report.Remark;
import noroshi.core.request.RequestEvent.OfAddressee;
import noroshi.core.request.RequestEvent.RequestCancelled;
import noroshi.core.request.RequestEvent.RequestClosed;
import noroshi.core.request.RequestEvent.RequestMade;
import org.jspecify.annotations.Nullable;

/** 照会・対応要請. One thing that the national office asks of ministries; its type says whether it is still asked. */
public sealed interface Request {

    /** Before anything was asked. */
    Request UNMADE = new Unmade();

    /** 未発出. */
    record Unmade() implements Request {}

    /** What was asked, in whatever state. */
    sealed interface Made extends Request {

        /** What was asked first and by whom it is to be answered. */
        Asked asked();

        /** What it is to each addressee, in the order in which they were named. */
        Map<AuthorityCode, Part> parts();
    }

    /**
     * 要請の原文.
     *
     * @param content null once it is erased
     */
    record Asked(RequestId id, RequestFacts facts, @Nullable RequestContent content, Instant at) {}

    /** 対応中. */
    record Open(Asked asked, Map<AuthorityCode, Part> parts) implements Made {

        public Open {
            parts = inOrder(parts);
        }
    }

    /**
     * 終結・取消し.
     *
     * @param cancelled whether nothing is asked any more; or else the national office has what it needs
     * @param reason null where none was given, and once it is erased
     */
    record Ended(
            Asked asked,
            Map<AuthorityCode, Part> parts,
            boolean cancelled,
            @Nullable Remark reason,
            Instant at) implements Made {

        public Ended {
            parts = inOrder(parts);
        }
    }

    /** What was asked, or empty. */
    static Optional<Made> made(Request request) {
        return request instanceof Made it ? Optional.of(it) : Optional.empty();
    }

    /** The request after {@code event}. */
    static Request evolve(Request request, RequestEvent event) {
        return switch (event) {
            case RequestMade it -> made(it);
            case OfAddressee it -> request instanceof Open open ? open(open, it) : request;
            case RequestClosed it -> request instanceof Open open ? ended(open, false, it.reason(), it.at()) : request;
            case RequestCancelled it ->
                request instanceof Open open ? ended(open, true, it.reason(), it.at()) : request;
        };
    }

    private static Map<AuthorityCode, Part> inOrder(Map<AuthorityCode, Part> parts) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    }

    private static Open made(RequestMade event) {
        var parts = new LinkedHashMap<AuthorityCode, Part>();
        event.facts()
                .addressees()
                .forEach(addressee -> parts.put(
                        addressee, Part.asked(event.at(), event.facts().dueBefore())));
        return new Open(new Asked(event.request(), event.facts(), event.content(), event.at()), parts);
    }

    private static Open open(Open open, OfAddressee event) {
        var parts = new LinkedHashMap<>(open.parts());
        parts.computeIfPresent(event.authority(), (_, part) -> part.after(event));
        return new Open(open.asked(), parts);
    }

    private static Ended ended(Open open, boolean cancelled, @Nullable Remark reason, Instant at) {
        return new Ended(open.asked(), open.parts(), cancelled, reason, at);
    }

    /** From when on there is something new to tell of a due time, or null where there is nothing more to tell. */
    static @Nullable Instant toBeToldFrom(Request request) {
        return request instanceof Open open
                ? open.parts().values().stream()
                        .flatMap(part -> Stream.ofNullable(part.toBeToldFrom()))
                        .min(Instant::compareTo)
                        .orElse(null)
                : null;
    }
}
