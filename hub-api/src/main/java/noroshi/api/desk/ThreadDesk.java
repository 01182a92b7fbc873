package noroshi.api.desk;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import noroshi.api.view.ThreadState;
import noroshi.core.Reason;
import noroshi.core.Refused;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.register.OperatorSlug;
import noroshi.core.report.ThreadId;
import noroshi.core.sharing.Circle;
import noroshi.core.sharing.Disclosure;
import noroshi.core.sharing.Viewer;
import noroshi.core.thread.ReportThreadCommand.AssessSeverity;
import noroshi.core.thread.ReportThreadCommand.ChangeConsents;
import noroshi.core.thread.ReportThreadCommand.ChangeTlp;
import noroshi.core.thread.ReportThreadCommand.NarrowTlp;
import noroshi.ledger.Ledger;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** 事案についての窓口. What is said of a thread as a whole and is no filing; each act repeated changes nothing. */
@RestController
@RequestMapping("/v1/reports/{threadId}")
@Tag(name = "threads")
public final class ThreadDesk {

    private final Register register;
    private final Ledger ledger;
    private final Dispatch dispatch;
    private final InstantSource clock;

    public ThreadDesk(Register register, Ledger ledger, Dispatch dispatch, InstantSource clock) {
        this.register = register;
        this.ledger = ledger;
        this.dispatch = dispatch;
        this.clock = clock;
    }

    @PostMapping("/consents")
    @Operation(
            operationId = "changeConsents",
            summary = "同意を与える・撤回する",
            description =
                    "Gives or takes back consents of a thread of one's own, without a filing. What is given leads to"
                            + " the deliveries that the rules then ask for. What is taken back ends every further delivery that"
                            + " rests on it alone from the answered position on; what was delivered by then stays with whom it"
                            + " was delivered to, and is all that they still see.")
    Reached consent(
            @PathVariable UUID threadId,
            @Schema(implementation = ConsentForm.class) @RequestBody JsonNode body,
            Viewer viewer) {
        var thread = new ThreadId(threadId);
        ConsentForm.Stated stated = ConsentForm.read(body);
        return dispatch.toThread(
                thread,
                new ChangeConsents(
                        thread,
                        new OperatorSlug(viewer.organisation()),
                        stated.granted(),
                        stated.revoked(),
                        clock.instant()),
                viewer);
    }

    @PostMapping("/severity")
    @Operation(
            operationId = "assessSeverity",
            summary = "深刻度を評価する",
            description =
                    "Records the national office's assessment after the event. The operator's estimate stands as it"
                            + " was, and no route follows from the assessment; an earlier one stays in the history.")
    Reached assess(
            @PathVariable UUID threadId,
            @Schema(implementation = SeverityForm.class) @RequestBody JsonNode body,
            Viewer viewer) {
        var thread = new ThreadId(threadId);
        requireReadable(thread, viewer);
        SeverityForm form = SeverityForm.read(body);
        return dispatch.toThread(
                thread,
                new AssessSeverity(thread, form.severity(), form.reason(), viewer.identity(), clock.instant()),
                viewer);
    }

    @PostMapping("/tlp")
    @Operation(
            operationId = "changeTlp",
            summary = "共有範囲を変更する",
            description =
                    "Whoever holds the thread (an addressee, or the national office where it reads it) narrows its label for"
                            + " everybody, and never widens it. Its originator narrows and widens it; to widen it names in"
                            + " `from` the label as it stands, so that it undoes no narrowing unseen (409 TLP_CHANGED). No"
                            + " filing undoes what a holder narrowed: the stricter of both holds. What the label no longer"
                            + " allows is taken back from topics and streams; bulletins that draw on the thread are passed on"
                            + " no further where it became narrower than AMBER, or than the bulletin's own label.")
    Reached relabel(
            @PathVariable UUID threadId,
            @Schema(implementation = TlpForm.class) @RequestBody JsonNode body,
            Viewer viewer) {
        var thread = new ThreadId(threadId);
        if (viewer.role() == Viewer.Role.OPERATOR) {
            TlpForm form = TlpForm.read(body);
            var operator = new OperatorSlug(viewer.organisation());
            register.requireUnnamed(operator, form.reason());
            return dispatch.toThread(
                    thread,
                    new ChangeTlp(
                            thread,
                            operator,
                            form.from(),
                            form.tlp(),
                            form.reason(),
                            viewer.identity(),
                            clock.instant()),
                    viewer);
        }
        AuthorityCode holder = holder(thread, viewer);
        TlpForm form = TlpForm.read(body);
        return dispatch.toThread(
                thread,
                new NarrowTlp(thread, holder, form.tlp(), form.reason(), viewer.identity(), clock.instant()),
                viewer);
    }

    /** As whom the viewer holds the thread: it was delivered to it, or it reads it for the nation. */
    private AuthorityCode holder(ThreadId thread, Viewer viewer) {
        Circle circle = find(thread).map(ThreadState::circleNow).orElseThrow(() -> unknown(thread));
        boolean reads = Disclosure.of(viewer, circle).extent().showsContent();
        return viewer.authority()
                .filter(authority ->
                        circle.addressees().contains(authority) || (reads && authority.equals(AuthorityCode.NCO)))
                .orElseThrow(() -> unknown(thread));
    }

    private Optional<ThreadState> find(ThreadId thread) {
        return ThreadState.find(ledger.ofTag("thread", thread.toString()));
    }

    private static Refused unknown(ThreadId thread) {
        return new Refused(Reason.THREAD_UNKNOWN, "threadId", thread, "閲覧できる事案", "a thread that the caller may read");
    }

    /** Nobody assesses what it may not read; that it is there is not told either. */
    private void requireReadable(ThreadId thread, Viewer viewer) {
        boolean readable = find(thread)
                .filter(state ->
                        Disclosure.of(viewer, state.circleNow()).extent().showsContent())
                .isPresent();
        if (!readable) {
            throw unknown(thread);
        }
    }
}
