package noroshi.api.desk.request;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import noroshi.api.desk.Dispatch;
import noroshi.api.desk.Progress;
import noroshi.api.desk.Reached;
import noroshi.api.desk.Register;
import noroshi.api.desk.Unacceptable;
import noroshi.api.view.request.RequestProjection;
import noroshi.api.view.request.RequestQuery;
import noroshi.api.view.request.Subjects;
import noroshi.core.Fault;
import noroshi.core.Reason;
import noroshi.core.Refused;
import noroshi.core.deadline.Tokyo;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.register.OperatorSlug;
import noroshi.core.request.RequestCommand;
import noroshi.core.request.RequestCommand.AcknowledgeRequest;
import noroshi.core.request.RequestCommand.AnswerRequest;
import noroshi.core.request.RequestCommand.CancelRequest;
import noroshi.core.request.RequestCommand.ClarifyRequest;
import noroshi.core.request.RequestCommand.CloseRequest;
import noroshi.core.request.RequestCommand.DeclineRequest;
import noroshi.core.request.RequestCommand.ExtendRequest;
import noroshi.core.request.RequestCommand.MakeRequest;
import noroshi.core.request.RequestCommand.PassRequestOn;
import noroshi.core.request.RequestCommand.QuestionRequest;
import noroshi.core.request.RequestDisclosure;
import noroshi.core.request.RequestFacts;
import noroshi.core.request.RequestId;
import noroshi.core.sharing.Viewer;
import noroshi.web.IdempotencyKey;
import noroshi.web.NotFound;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** 要請の窓口. Where the national office asks ministries and each of them answers; each act repeated changes nothing. */
@RestController
@RequestMapping("/v1/requests")
@Tag(name = "requests")
public final class RequestDesk {

    private static final String EXAMPLE_ID = "6c1f0e9d-2b47-8c35-9a10-3e5d7f8b2c64";

    private final RequestQuery requests;
    private final Subjects subjects;
    private final Register register;
    private final Dispatch dispatch;
    private final Progress progress;
    private final InstantSource clock;

    /** @param clock the domain's */
    public RequestDesk(
            RequestQuery requests,
            Subjects subjects,
            Register register,
            Dispatch dispatch,
            Progress progress,
            InstantSource clock) {
        this.requests = requests;
        this.subjects = subjects;
        this.register = register;
        this.dispatch = dispatch;
        this.progress = progress;
        this.clock = clock;
    }

    /** 発出. */
    @Schema(description = "発出. The request's id, and the place in the record up to which it lies.")
    record Asked(
            @Schema(example = EXAMPLE_ID) UUID requestId,
            @Schema(example = "4711", minimum = "0") long position) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            operationId = "makeRequest",
            summary = "省庁に照会する・対応を要請する",
            description =
                    "By the national office. Each addressee reads it, acknowledges and answers for itself, and learns of no other addressee. Of what it concerns each is shown what it may know of.")
    Asked make(
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key,
            @Schema(implementation = RequestForm.class) @RequestBody JsonNode body,
            Viewer viewer) {
        RequestId request =
                IdempotencyKey.optional(key).map(RequestId::of).orElseGet(() -> new RequestId(UUID.randomUUID()));
        RequestForm.Stated stated = RequestForm.read(body);
        if (!dispatch.isRecorded("thread", request.toString())) {
            requireKnown(stated.facts(), viewer);
        }
        Reached reached = send(
                new MakeRequest(request, stated.facts(), stated.content(), viewer.identity(), clock.instant()), viewer);
        return new Asked(request.value(), reached.position());
    }

    @PostMapping("/{requestId}/acknowledgement")
    @Operation(
            operationId = "acknowledgeRequest",
            summary = "要請の受領を確認する",
            description = "By an addressee, for itself. The same again changes nothing.")
    Reached acknowledge(@PathVariable UUID requestId, Viewer viewer) {
        RequestId request = find(requestId, viewer);
        return send(new AcknowledgeRequest(request, authority(viewer), viewer.identity(), clock.instant()), viewer);
    }

    @PostMapping("/{requestId}/answer")
    @Operation(
            operationId = "answerRequest",
            summary = "要請に回答する",
            description =
                    "By an addressee, in part or whole; seen by the national office alone. The same answer again changes nothing.")
    Reached answer(
            @PathVariable UUID requestId,
            @Schema(implementation = RequestAnswerForm.class) @RequestBody JsonNode body,
            Viewer viewer) {
        RequestId request = read(requestId, viewer);
        RequestAnswerForm.Stated stated = RequestAnswerForm.read(body);
        return send(
                new AnswerRequest(
                        request,
                        authority(viewer),
                        stated.text(),
                        stated.tlp(),
                        stated.complete(),
                        viewer.identity(),
                        clock.instant()),
                viewer);
    }

    @PostMapping("/{requestId}/question")
    @Operation(
            operationId = "questionRequest",
            summary = "要請について質問する",
            description = "By an addressee who has to ask back; the time for the answer runs on.")
    Reached question(
            @PathVariable UUID requestId,
            @Schema(implementation = QuestionForm.class) @RequestBody JsonNode body,
            Viewer viewer) {
        RequestId request = read(requestId, viewer);
        return send(
                new QuestionRequest(
                        request, authority(viewer), QuestionForm.read(body), viewer.identity(), clock.instant()),
                viewer);
    }

    @PostMapping("/{requestId}/decline")
    @Operation(
            operationId = "declineRequest",
            summary = "要請を辞退する",
            description = "By an addressee that does not comply, with its reason; it may still answer later.")
    Reached decline(
            @PathVariable UUID requestId,
            @Schema(implementation = RequestReasonForm.class) @RequestBody JsonNode body,
            Viewer viewer) {
        RequestId request = read(requestId, viewer);
        return send(
                new DeclineRequest(
                        request,
                        authority(viewer),
                        RequestReasonForm.required(body),
                        viewer.identity(),
                        clock.instant()),
                viewer);
    }

    @PostMapping("/{requestId}/onward")
    @Operation(
            operationId = "passRequestOn",
            summary = "要請を事業者に伝達する",
            description =
                    "By a ministry, where the request allows it: operators for which it is competent read from then on what is asked, and nothing of what is answered.")
    Reached passOn(
            @PathVariable UUID requestId,
            @Schema(implementation = OnwardForm.class) @RequestBody JsonNode body,
            Viewer viewer) {
        RequestId request = read(requestId, viewer);
        List<OperatorSlug> operators = OnwardForm.read(body);
        requireCompetent(authority(viewer), operators);
        return send(
                new PassRequestOn(request, authority(viewer), operators, viewer.identity(), clock.instant()), viewer);
    }

    @PostMapping("/{requestId}/reply")
    @Operation(
            operationId = "replyToQuestion",
            summary = "要請についての質問に答える",
            description =
                    "By the national office, to what one addressee has asked, up to the question that is named; no other reads it. The same reply again changes nothing.")
    Reached reply(
            @PathVariable UUID requestId,
            @Schema(implementation = ReplyForm.class) @RequestBody JsonNode body,
            Viewer viewer) {
        RequestId request = read(requestId, viewer);
        ReplyForm.Stated stated = ReplyForm.read(body);
        return send(
                new ClarifyRequest(
                        request,
                        stated.ministry(),
                        stated.question(),
                        stated.text(),
                        viewer.identity(),
                        clock.instant()),
                viewer);
    }

    @PostMapping("/{requestId}/extension")
    @Operation(
            operationId = "extendRequest",
            summary = "回答期限を延長する",
            description = "By the national office, for all who owe an answer or for one; never to an earlier time.")
    Reached extend(
            @PathVariable UUID requestId,
            @Schema(implementation = ExtensionForm.class) @RequestBody JsonNode body,
            Viewer viewer) {
        RequestId request = read(requestId, viewer);
        ExtensionForm.Stated stated = ExtensionForm.read(body);
        return send(
                new ExtendRequest(
                        request,
                        stated.ministry(),
                        stated.dueBefore(),
                        stated.reason(),
                        viewer.identity(),
                        clock.instant()),
                viewer);
    }

    @PostMapping("/{requestId}/closing")
    @Operation(
            operationId = "closeRequest",
            summary = "要請を終結する",
            description =
                    "By the national office, which has what it needs. Nothing more is taken; it can be read as before.")
    Reached close(
            @PathVariable UUID requestId,
            @Schema(implementation = RequestReasonForm.class) @RequestBody(required = false) @Nullable JsonNode body,
            Viewer viewer) {
        RequestId request = read(requestId, viewer);
        return send(
                new CloseRequest(request, RequestReasonForm.read(body), viewer.identity(), clock.instant()), viewer);
    }

    @PostMapping("/{requestId}/cancellation")
    @Operation(
            operationId = "cancelRequest",
            summary = "要請を取り消す",
            description = "By the national office: nothing is asked any more. It can be read as before.")
    Reached cancel(
            @PathVariable UUID requestId,
            @Schema(implementation = RequestReasonForm.class) @RequestBody JsonNode body,
            Viewer viewer) {
        RequestId request = read(requestId, viewer);
        return send(
                new CancelRequest(request, RequestReasonForm.required(body), viewer.identity(), clock.instant()),
                viewer);
    }

    /**
     * Nobody acts on words that it may not read.
     *
     * @throws Refused {@code OFFICER_UNNAMED} where the words are for officers by name alone
     */
    private RequestId read(UUID requestId, Viewer viewer) {
        RequestId request = find(requestId, viewer);
        if (!requests.disclosure(viewer, request).showsWords()) {
            throw new Refused(
                    Reason.OFFICER_UNNAMED,
                    "requestId",
                    requestId,
                    "担当官を示す認証による操作 (RED のため)",
                    "an act by a named officer, for it is RED");
        }
        return request;
    }

    /** What the caller may not know of is, to it, not there. */
    private RequestId find(UUID requestId, Viewer viewer) {
        var request = new RequestId(requestId);
        if (requests.disclosure(viewer, request) == RequestDisclosure.NONE) {
            throw new NotFound("request " + requestId);
        }
        return request;
    }

    private Reached send(RequestCommand command, Viewer viewer) {
        Reached reached = dispatch.to("thread", command.request().toString(), command, viewer.identity());
        progress.require(RequestProjection.NAME, reached.position());
        return reached;
    }

    private static AuthorityCode authority(Viewer viewer) {
        return viewer.authority().orElseThrow();
    }

    /** Nobody asks about what it may not know of itself. */
    private void requireKnown(RequestFacts facts, Viewer viewer) {
        var faults = new ArrayList<Fault>();
        faults.addAll(unknown(Reason.THREAD_UNKNOWN, "threadIds", facts.threads(), one -> subjects.knows(viewer, one)));
        faults.addAll(
                unknown(Reason.CAMPAIGN_UNKNOWN, "campaignIds", facts.campaigns(), one -> subjects.knows(viewer, one)));
        faults.addAll(
                unknown(Reason.BULLETIN_UNKNOWN, "bulletinIds", facts.bulletins(), one -> subjects.knows(viewer, one)));
        if (!faults.isEmpty()) {
            throw new Unacceptable(faults);
        }
    }

    private static <T> List<Fault> unknown(Reason reason, String item, List<T> ids, Predicate<T> isKnown) {
        return ids.stream()
                .filter(isKnown.negate())
                .map(id -> Fault.of(reason, item, id, "閲覧できるもの", "one that the caller may know of"))
                .toList();
    }

    /** Whether there is an operator for which another ministry is competent is not told. */
    private void requireCompetent(AuthorityCode ministry, List<OperatorSlug> operators) {
        var competence = new Competence(register.scope(), Tokyo.dayOf(clock.instant()));
        List<Fault> faults = operators.stream()
                .filter(operator -> register.entry(operator.value())
                        .filter(entry -> competence.covers(ministry, entry))
                        .isEmpty())
                .map(operator -> Fault.of(
                        Reason.OPERATOR_UNKNOWN, "operators", operator, "所管する事業者", "an operator of the ministry's own"))
                .toList();
        if (!faults.isEmpty()) {
            throw new Unacceptable(faults);
        }
    }
}
