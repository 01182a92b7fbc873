package noroshi.api.desk.request;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
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
import noroshi.core.request.RequestFacts;
import noroshi.core.request.RequestId;
import noroshi.core.sharing.Viewer;
import noroshi.web.NotFound;
import noroshi.web.UnreadableParameters;
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

    private static final String REQUEST_ID = "要請番号. The request's id.";
    private static final String EXAMPLE_ID = "6c1f0e9d-2b47-8c35-9a10-3e5d7f8b2c64";
    private static final String KEY =
            "冪等キー. The same key and body again ask nothing new; without a key each call asks.";
    private static final String KEY_HEADER = "Idempotency-Key";
    private static final int LONGEST_KEY = 200;

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
            @Parameter(description = KEY) @RequestHeader(name = KEY_HEADER, required = false) @Nullable String key,
            @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            description = "要請.",
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(implementation = RequestForm.class),
                                            examples =
                                                    @ExampleObject(
                                                            name = "vpn",
                                                            summary = "所管事業者の利用状況を問う",
                                                            value = RequestForm.EXAMPLE)))
                    @RequestBody
                    JsonNode body,
            Viewer viewer) {
        RequestId request = id(key);
        RequestForm.Stated stated = RequestForm.read(body);
        requireKnown(stated.facts(), viewer);
        Reached reached = send(
                new MakeRequest(request, stated.facts(), stated.content(), viewer.identity(), clock.instant()), viewer);
        return new Asked(request.value(), reached.position());
    }

    @PostMapping("/{requestId}/acknowledgement")
    @Operation(
            operationId = "acknowledgeRequest",
            summary = "要請の受領を確認する",
            description = "By an addressee, for itself. The same again changes nothing.")
    Reached acknowledge(
            @Parameter(description = REQUEST_ID, example = EXAMPLE_ID) @PathVariable UUID requestId, Viewer viewer) {
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
            @Parameter(description = REQUEST_ID, example = EXAMPLE_ID) @PathVariable UUID requestId,
            @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            description = "回答.",
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(implementation = RequestAnswerForm.class),
                                            examples =
                                                    @ExampleObject(
                                                            name = "whole",
                                                            summary = "最終回答",
                                                            value = RequestAnswerForm.EXAMPLE)))
                    @RequestBody
                    JsonNode body,
            Viewer viewer) {
        RequestId request = find(requestId, viewer);
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
            @Parameter(description = REQUEST_ID, example = EXAMPLE_ID) @PathVariable UUID requestId,
            @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            description = "質問.",
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(implementation = QuestionForm.class),
                                            examples =
                                                    @ExampleObject(
                                                            name = "period",
                                                            summary = "期間を問う",
                                                            value = "{\"text\": \"対象とする期間はいつからか\"}")))
                    @RequestBody
                    JsonNode body,
            Viewer viewer) {
        RequestId request = find(requestId, viewer);
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
            @Parameter(description = REQUEST_ID, example = EXAMPLE_ID) @PathVariable UUID requestId,
            @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            description = "辞退の理由.",
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(implementation = RequestReasonForm.class),
                                            examples =
                                                    @ExampleObject(
                                                            name = "none",
                                                            summary = "利用がない",
                                                            value = "{\"reason\": \"所管する事業者に利用がないため\"}")))
                    @RequestBody
                    JsonNode body,
            Viewer viewer) {
        RequestId request = find(requestId, viewer);
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
            @Parameter(description = REQUEST_ID, example = EXAMPLE_ID) @PathVariable UUID requestId,
            @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            description = "事業者への伝達.",
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(implementation = OnwardForm.class),
                                            examples =
                                                    @ExampleObject(
                                                            name = "one",
                                                            summary = "1社に伝達する",
                                                            value = "{\"operators\": [\"isewan-terminal\"]}")))
                    @RequestBody
                    JsonNode body,
            Viewer viewer) {
        RequestId request = find(requestId, viewer);
        List<OperatorSlug> operators = OnwardForm.read(body);
        requireCompetent(authority(viewer), operators);
        return send(
                new PassRequestOn(request, authority(viewer), operators, viewer.identity(), clock.instant()), viewer);
    }

    @PostMapping("/{requestId}/reply")
    @Operation(
            operationId = "replyToQuestion",
            summary = "要請についての質問に答える",
            description = "By the national office, to all that one addressee has asked; no other reads it.")
    Reached reply(
            @Parameter(description = REQUEST_ID, example = EXAMPLE_ID) @PathVariable UUID requestId,
            @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            description = "質問への回答.",
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(implementation = ReplyForm.class),
                                            examples =
                                                    @ExampleObject(
                                                            name = "period",
                                                            summary = "期間を示す",
                                                            value =
                                                                    "{\"ministry\": \"MLIT\", \"text\": \"2025年4月以後\"}")))
                    @RequestBody
                    JsonNode body,
            Viewer viewer) {
        RequestId request = find(requestId, viewer);
        ReplyForm.Stated stated = ReplyForm.read(body);
        return send(
                new ClarifyRequest(request, stated.ministry(), stated.text(), viewer.identity(), clock.instant()),
                viewer);
    }

    @PostMapping("/{requestId}/extension")
    @Operation(
            operationId = "extendRequest",
            summary = "回答期限を延長する",
            description = "By the national office, for all who owe an answer or for one; never to an earlier time.")
    Reached extend(
            @Parameter(description = REQUEST_ID, example = EXAMPLE_ID) @PathVariable UUID requestId,
            @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            description = "期限の延長.",
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(implementation = ExtensionForm.class),
                                            examples =
                                                    @ExampleObject(
                                                            name = "one",
                                                            summary = "1省庁の期限を延ばす",
                                                            value = ExtensionForm.EXAMPLE)))
                    @RequestBody
                    JsonNode body,
            Viewer viewer) {
        RequestId request = find(requestId, viewer);
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
            @Parameter(description = REQUEST_ID, example = EXAMPLE_ID) @PathVariable UUID requestId,
            @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            description = "終結の理由. Why, if it is to be said.",
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(implementation = RequestReasonForm.class),
                                            examples =
                                                    @ExampleObject(
                                                            name = "close",
                                                            summary = "回答が揃った",
                                                            value = "{\"reason\": \"回答が揃ったため\"}")))
                    @RequestBody(required = false)
                    @Nullable JsonNode body,
            Viewer viewer) {
        RequestId request = find(requestId, viewer);
        return send(
                new CloseRequest(request, RequestReasonForm.read(body), viewer.identity(), clock.instant()), viewer);
    }

    @PostMapping("/{requestId}/cancellation")
    @Operation(
            operationId = "cancelRequest",
            summary = "要請を取り消す",
            description = "By the national office: nothing is asked any more. It can be read as before.")
    Reached cancel(
            @Parameter(description = REQUEST_ID, example = EXAMPLE_ID) @PathVariable UUID requestId,
            @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            description = "取消しの理由.",
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(implementation = RequestReasonForm.class),
                                            examples =
                                                    @ExampleObject(
                                                            name = "cancel",
                                                            summary = "誤報と判明した",
                                                            value = "{\"reason\": \"誤報と判明したため\"}")))
                    @RequestBody
                    JsonNode body,
            Viewer viewer) {
        RequestId request = find(requestId, viewer);
        return send(
                new CancelRequest(request, RequestReasonForm.required(body), viewer.identity(), clock.instant()),
                viewer);
    }

    /** What the caller may not read is, to it, not there. */
    private RequestId find(UUID requestId, Viewer viewer) {
        var request = new RequestId(requestId);
        if (!requests.mayRead(viewer, request)) {
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

    private static RequestId id(@Nullable String key) {
        if (key == null || key.isBlank()) {
            return new RequestId(UUID.randomUUID());
        }
        if (key.length() > LONGEST_KEY) {
            throw new UnreadableParameters(List.of(Fault.of(
                    Reason.PARAMETER_INVALID,
                    KEY_HEADER,
                    key.length(),
                    LONGEST_KEY + " 字以内",
                    "at most " + LONGEST_KEY + " characters")));
        }
        return RequestId.of(key);
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
