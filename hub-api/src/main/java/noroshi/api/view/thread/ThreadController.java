package noroshi.api.view.thread;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import noroshi.api.page.Page;
import noroshi.api.page.Parameters;
import noroshi.api.view.Asking;
import noroshi.api.view.Views;
import noroshi.core.Reason;
import noroshi.core.Refused;
import noroshi.core.report.ThreadId;
import noroshi.core.sharing.Viewer;
import noroshi.core.sharing.Viewer.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** 事案の窓口. */
@RestController
@Tag(name = "threads")
public final class ThreadController {

    private static final Set<Role> RECEIPT_HOLDERS = Set.of(Role.OPERATOR, Role.AUDITOR);
    private static final Set<Role> EXAMINERS = Set.of(Role.NCO, Role.AUDITOR);

    private final ThreadQuery threads;
    private final ReceiptQuery receipts;
    private final ExplainQuery explanations;
    private final Recipients recipients;
    private final Views views;

    public ThreadController(
            ThreadQuery threads, ReceiptQuery receipts, ExplainQuery explanations, Recipients recipients, Views views) {
        this.threads = threads;
        this.receipts = receipts;
        this.explanations = explanations;
        this.recipients = recipients;
        this.views = views;
    }

    @GetMapping("/v1/reports")
    @Operation(
            operationId = "listThreads",
            summary = "事案の一覧",
            description = "The caller's threads, the one opened last first: an operator's own, or those delivered to "
                    + "the caller's authority.")
    Page<ThreadItem> threads(
            @Parameter(hidden = true) Viewer viewer,
            @Parameter(schema = @Schema(type = "boolean", defaultValue = "false"))
                    @RequestParam(required = false)
                    @Nullable String exercise,
            @RequestParam(required = false) @Nullable String cursor,
            @Parameter(schema = @Schema(type = "integer", minimum = "1", maximum = "500", defaultValue = "50"))
                    @RequestParam(required = false)
                    @Nullable String limit,
            @Parameter(schema = @Schema(type = "integer", format = "int64")) @RequestParam(required = false) @Nullable String atLeast) {
        Asking.require(viewer, Asking.CONCERNED);
        var parameters = new Parameters();
        boolean drills = parameters.flag("exercise", exercise, false);
        var after = parameters.cursorOfPosition(cursor);
        int size = parameters.limit(limit);
        long position = parameters.atLeast(atLeast);
        parameters.require();
        views.reach(ThreadProjection.NAME, position);
        return threads.page(viewer, drills, after, size);
    }

    @GetMapping("/v1/reports/{threadId}")
    @Operation(
            operationId = "getThread",
            summary = "事案",
            description = "A thread with its reports, deliveries, obligations and history, each as far as the caller "
                    + "may see it. Who may know of it and not read it is told days and no hours of its history, and a "
                    + "sector only where at least three registered operators could be meant.")
    ThreadSheet thread(
            @Parameter(hidden = true) Viewer viewer,
            @PathVariable UUID threadId,
            @Parameter(schema = @Schema(type = "integer", format = "int64")) @RequestParam(required = false) @Nullable String atLeast) {
        var parameters = new Parameters();
        var thread = new ThreadId(threadId);
        long position = parameters.atLeast(atLeast);
        parameters.require();
        views.reach(ThreadProjection.NAME, position);
        return threads.sheet(viewer, thread).orElseThrow(() -> unknown(thread));
    }

    @GetMapping("/v1/reports/{threadId}/receipt")
    @Operation(
            operationId = "getReceipt",
            summary = "受領証",
            description = "What proves each submission of a thread: its place in the record, its hash and the chain's "
                    + "value. For the operator and the auditor.")
    Receipt receipt(@Parameter(hidden = true) Viewer viewer, @PathVariable UUID threadId) {
        Asking.require(viewer, RECEIPT_HOLDERS);
        var thread = new ThreadId(threadId);
        return receipts.receipt(viewer, thread).orElseThrow(() -> unknown(thread));
    }

    @GetMapping("/v1/explain")
    @Operation(
            operationId = "explain",
            summary = "送達・非送達の理由",
            description =
                    "Why a thread was, or was not, delivered to an authority, and is or is not shown to it, or to a "
                            + "CEPTOAR, an operator, a council member or the headquarters: rule, article, rule-set date and "
                            + "register position of each decision. For the national office, and for the auditor; of "
                            + "what the office may not read, its own delivery alone.")
    Explanation explain(
            @Parameter(hidden = true) Viewer viewer,
            @Parameter(schema = @Schema(type = "string", format = "uuid"), required = true)
                    @RequestParam(required = false)
                    @Nullable String threadId,
            @Parameter(required = true, example = "MLIT") @RequestParam(required = false) @Nullable String recipient) {
        Asking.require(viewer, EXAMINERS);
        var parameters = new Parameters();
        var thread = new ThreadId(parameters.id("threadId", threadId));
        Optional<Viewer> whom = parameters.known(
                "recipient",
                recipient,
                recipients::find,
                "機関コード、ceptoar:分野、operator:登録事業者、council:構成員、hq のいずれか",
                "an authority's code, ceptoar:<SECTOR>, operator:<registered slug>, council:<member> or hq");
        parameters.require();
        views.reach(ThreadProjection.NAME, 0);
        return explanations.explain(viewer, thread, whom.orElseThrow()).orElseThrow(() -> unknown(thread));
    }

    /** What the caller may not see is answered like what does not exist. */
    private static Refused unknown(ThreadId thread) {
        return new Refused(Reason.THREAD_UNKNOWN, "threadId", thread, "閲覧できる事案", "a thread that the caller may see");
    }
}
