package noroshi.api.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static noroshi.api.view.Asking.OFFICERS;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import noroshi.api.audit.ReadAudit;
import noroshi.api.page.Parameters;
import noroshi.api.view.Asking;
import noroshi.api.view.timeline.Arrived.Filter;
import noroshi.core.sharing.Viewer;
import noroshi.ledger.Ledger;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;
import tools.jackson.databind.json.JsonMapper;

/** 配信の窓口. Each subscriber is served by a virtual thread of its own, which a slow one holds up alone. */
@RestController
@Tag(name = "timeline")
public final class StreamController {

    /** Shorter than the idle limits of the usual proxies. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    /** Where a token names no end. */
    private static final Duration LONGEST = Duration.ofDays(1);

    private static final String OUTLET = "GET /v1/stream";
    private static final long NO_TIMEOUT = 0;
    private static final MediaType TEXT = new MediaType("text", "plain", UTF_8);

    private final LiveFeed feed;
    private final ReadAudit audit;
    private final Ledger ledger;
    private final Wording wording;
    private final InstantSource tokensTime;

    /**
     * @param json writes an entry as the timeline's answers have it
     * @param tokensTime the real time, by which tokens end
     */
    public StreamController(LiveFeed feed, ReadAudit audit, Ledger ledger, JsonMapper json, InstantSource tokensTime) {
        this.feed = feed;
        this.audit = audit;
        this.ledger = ledger;
        this.wording = new Wording(json);
        this.tokensTime = tokensTime;
    }

    @GetMapping(path = "/v1/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Operation(
            operationId = "followTimeline",
            summary = "配信",
            description = "Server-Sent Events: `entry` is an entry of the timeline as it comes, in the order of the "
                    + "record; `recall` names by its ids an entry that the caller may see no more, or not as much of; "
                    + "`request` is a request of the national office to which something happened, as `GET "
                    + "/v1/requests` lists it now, where neither a sector nor a regime is asked for. "
                    + "An id is a position: sent back as `Last-Event-ID`, the stream goes on after it, with nothing "
                    + "left out and nothing twice. Without one it begins now.")
    @ApiResponse(
            responseCode = "200",
            description = "The stream; it ends with the token at the latest.",
            content =
                    @Content(
                            mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
                            schema = @Schema(type = "string"),
                            examples =
                                    @ExampleObject(
                                            name = "entry",
                                            value = "event: entry\nid: 4711\ndata: {\"entryId\": \"…\"}\n\n")))
    ResponseEntity<ResponseBodyEmitter> follow(
            @Parameter(hidden = true) Viewer viewer,
            @Parameter(hidden = true) @AuthenticationPrincipal @Nullable Jwt token,
            @Parameter(schema = @Schema(type = "integer", format = "int64"))
                    @RequestHeader(name = "Last-Event-ID", required = false)
                    @Nullable String lastEventId,
            @Parameter(schema = @Schema(type = "integer", format = "int64")) @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String sector,
            @RequestParam(required = false) @Nullable String ministry,
            @RequestParam(required = false) @Nullable String regime,
            @Parameter(schema = @Schema(type = "boolean", defaultValue = "false"))
                    @RequestParam(required = false)
                    @Nullable String exercise) {
        Asking.require(viewer, OFFICERS);
        var parameters = new Parameters();
        Long last = parameters.number("Last-Event-ID", lastEventId, 0, Long.MAX_VALUE);
        Long first = parameters.number("after", after, 0, Long.MAX_VALUE);
        var filter = new Filter(
                parameters.code("sector", sector),
                parameters.code("ministry", ministry),
                parameters.code("regime", regime),
                parameters.flag("exercise", exercise, false));
        parameters.require();
        long head = ledger.head();
        // what a restored record has lost, nobody has to wait for
        long known = Math.min(head, last != null ? last : first != null ? first : head);
        if (!feed.enter()) {
            throw new TooManySubscribers(feed.subscribers());
        }
        var emitter = new ResponseBodyEmitter(NO_TIMEOUT);
        Thread.ofVirtual()
                .name("stream-" + viewer.identity())
                .start(new Subscriber(
                        feed,
                        (reader, subjects) -> audit.record(reader, OUTLET, subjects),
                        wording,
                        viewer,
                        filter,
                        known,
                        line(emitter),
                        HEARTBEAT,
                        lifetime(token)));
        return ResponseEntity.ok()
                .contentType(MediaType.TEXT_EVENT_STREAM)
                // a proxy that gathers an answer before it passes it on would hold up what is urgent
                .header("X-Accel-Buffering", "no")
                .body(emitter);
    }

    private Duration lifetime(@Nullable Jwt token) {
        Instant end = token == null ? null : token.getExpiresAt();
        return end == null ? LONGEST : Duration.between(tokensTime.instant(), end);
    }

    private static Subscriber.Line line(ResponseBodyEmitter emitter) {
        return new Subscriber.Line() {
            @Override
            public void send(String text) throws IOException {
                emitter.send(text, TEXT);
            }

            @Override
            public void hangUp() {
                emitter.complete();
            }
        };
    }
}
