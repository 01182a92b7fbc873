package noroshi.api.desk;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import noroshi.api.desk.Register.Registered;
import noroshi.api.view.ThreadState;
import noroshi.api.view.bulletin.Addressees;
import noroshi.api.view.bulletin.BulletinProjection;
import noroshi.api.view.bulletin.BulletinQuery;
import noroshi.api.view.bulletin.BulletinRecord;
import noroshi.api.view.bulletin.BulletinRecord.Stored;
import noroshi.core.Fault;
import noroshi.core.Reason;
import noroshi.core.Refused;
import noroshi.core.bulletin.Anonymisation;
import noroshi.core.bulletin.Bulletin;
import noroshi.core.bulletin.Bulletin.Written;
import noroshi.core.bulletin.BulletinCase;
import noroshi.core.bulletin.BulletinCommand;
import noroshi.core.bulletin.BulletinCommand.ApproveBulletin;
import noroshi.core.bulletin.BulletinCommand.DeclineBulletin;
import noroshi.core.bulletin.BulletinCommand.DraftBulletin;
import noroshi.core.bulletin.BulletinCommand.IssueBulletin;
import noroshi.core.bulletin.BulletinCommand.RecallBulletin;
import noroshi.core.bulletin.BulletinCommand.RecordBulletinReceipt;
import noroshi.core.bulletin.BulletinCommand.RedraftBulletin;
import noroshi.core.bulletin.BulletinCommand.RelayBulletin;
import noroshi.core.bulletin.BulletinContent;
import noroshi.core.bulletin.BulletinFacts;
import noroshi.core.bulletin.BulletinId;
import noroshi.core.bulletin.Draft;
import noroshi.core.bulletin.Drawn;
import noroshi.core.bulletin.Gist;
import noroshi.core.bulletin.Imported;
import noroshi.core.bulletin.Readership;
import noroshi.core.bulletin.Recipient;
import noroshi.core.deadline.Tokyo;
import noroshi.core.register.OperatorSlug;
import noroshi.core.report.NamedUuid;
import noroshi.core.report.Remark;
import noroshi.core.report.ThreadId;
import noroshi.core.sector.SectorCode;
import noroshi.core.sharing.Disclosure;
import noroshi.core.sharing.Viewer;
import noroshi.form.Forms;
import noroshi.ledger.Ledger;
import noroshi.web.IdempotencyKey;
import noroshi.web.NotFound;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** 情報提供の窓口. Where bulletins are drafted, approved by whom they come from, issued, relayed, received and recalled. */
@RestController
@RequestMapping("/v1/bulletins")
@Tag(name = "bulletins")
public final class BulletinDesk {

    private static final String REDRAFT = """
            {"replaces": 1, "threads": ["9a4d2c71-5e08-8b3f-a6c2-4d1f70b98e35"], "sectors": ["HEALTHCARE"],
             "tlp": "AMBER", "title": "ランサムウェアによる業務停止", "text": "VPN 装置の脆弱性を悪用された。"}""";

    private final BulletinRecord bulletins;
    private final BulletinQuery readable;
    private final Addressees addressees;
    private final Register register;
    private final Ledger ledger;
    private final Forms forms;
    private final Dispatch dispatch;
    private final Progress progress;
    private final InstantSource clock;

    public BulletinDesk(
            BulletinRecord bulletins,
            BulletinQuery readable,
            Addressees addressees,
            Register register,
            Ledger ledger,
            Forms forms,
            Dispatch dispatch,
            Progress progress,
            InstantSource clock) {
        this.bulletins = bulletins;
        this.readable = readable;
        this.addressees = addressees;
        this.register = register;
        this.ledger = ledger;
        this.forms = forms;
        this.dispatch = dispatch;
        this.progress = progress;
        this.clock = clock;
    }

    /** 起案の結果. */
    @Schema(description = "起案の結果. The draft and how far the record has come by it.")
    record DraftReached(
            UUID bulletinId,

            @Schema(description = "The revision that waits for approval.", example = "1")
            int revision,

            @Schema(example = "4711", minimum = "0") long position) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            operationId = "draftBulletin",
            summary = "情報提供を起案する",
            description =
                    "Drafts a bulletin from some threads or from none. Without a text, the hub states what may be told"
                            + " of the threads. Nothing leaves before each originator has approved it and it is issued.")
    DraftReached draft(
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key,
            @Schema(implementation = BulletinForm.class) @RequestBody JsonNode body,
            Viewer viewer) {
        var stated = BulletinForm.read(body);
        var id = new BulletinId(IdempotencyKey.optional(key)
                .map(given -> NamedUuid.of("bulletin", viewer.organisation(), given))
                .orElseGet(UUID::randomUUID));
        BulletinFacts facts = facts(stated, viewer);
        BulletinCase known = bulletins.caseOf(id, facts.drawn());
        Draft before = Bulletin.written(known.bulletin()).map(Written::draft).orElse(null);
        BulletinContent content = content(stated, facts, known, before);
        return drafted(known, new DraftBulletin(id, facts, content, viewer.identity(), clock.instant()));
    }

    @PutMapping("/{bulletinId}")
    @Operation(
            operationId = "redraftBulletin",
            summary = "情報提供を改案する",
            description =
                    "Replaces a draft that was not issued. `replaces` is required and names the revision that was read;"
                            + " where another stands since, nothing is replaced (409). Every approval is void by it. The"
                            + " same again changes nothing.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(implementation = BulletinForm.class),
                                            examples =
                                                    @ExampleObject(name = "redraft", summary = "改案", value = REDRAFT))))
    DraftReached redraft(
            @PathVariable UUID bulletinId,
            @Schema(implementation = BulletinForm.class) @RequestBody JsonNode body,
            Viewer viewer) {
        Draft before = find(bulletinId, viewer).bulletin().draft();
        var stated = BulletinForm.readRedraft(body);
        BulletinFacts facts = facts(stated, viewer);
        BulletinCase known = bulletins.caseOf(before.id(), facts.drawn());
        BulletinContent content = content(stated, facts, known, null).importing(imported(before));
        return drafted(
                known,
                new RedraftBulletin(
                        before.id(), Read.of(stated.replaces()), facts, content, viewer.identity(), clock.instant()));
    }

    @PostMapping("/{bulletinId}/approval")
    @Operation(
            operationId = "approveBulletin",
            summary = "情報提供を承認する・しない",
            description =
                    "By an originator, of the revision that it has read at `GET /v1/bulletins/{bulletinId}`. Until the"
                            + " bulletin is issued it may answer otherwise; the same again changes nothing.")
    Reached approve(
            @PathVariable UUID bulletinId,
            @Schema(implementation = ApprovalForm.class) @RequestBody JsonNode body,
            Viewer viewer) {
        Draft draft = find(bulletinId, viewer).bulletin().draft();
        if (!Readership.isOriginator(viewer, draft)) {
            throw new NotFound("bulletin " + bulletinId);
        }
        ApprovalForm form = ApprovalForm.read(body);
        var operator = new OperatorSlug(viewer.organisation());
        List<Drawn> drawn = draft.facts().drawn();
        if (form.reason() != null) {
            register.requireUnnamed(operator, form.reason());
        }
        return send(
                form.approved()
                        ? new ApproveBulletin(
                                draft.id(),
                                drawn,
                                form.revision(),
                                operator,
                                form.tlp(),
                                viewer.identity(),
                                clock.instant())
                        : new DeclineBulletin(
                                draft.id(),
                                drawn,
                                form.revision(),
                                operator,
                                new Remark(Read.of(form.reason())),
                                viewer.identity(),
                                clock.instant()));
    }

    @PostMapping("/{bulletinId}/issue")
    @Operation(
            operationId = "issueBulletin",
            summary = "情報提供を発出する",
            description =
                    "Once every originator has approved the revision. Threads, labels, consents and words are looked at"
                            + " once more. The same again changes nothing.")
    Reached issue(@PathVariable UUID bulletinId, Viewer viewer) {
        Draft draft = find(bulletinId, viewer).bulletin().draft();
        return send(new IssueBulletin(
                draft.id(), draft.facts().drawn(), draft.revision(), viewer.identity(), clock.instant()));
    }

    @PostMapping("/{bulletinId}/relay")
    @Operation(
            operationId = "relayBulletin",
            summary = "情報提供を伝達する",
            description =
                    "A ministry passes the bulletin on to the CEPTOAR of each of its sectors, a CEPTOAR to the operators"
                            + " of its sector; the national office, where there is no waiting for them, to the operators of every"
                            + " sector. The same again changes nothing.")
    Reached relay(@PathVariable UUID bulletinId, Viewer viewer) {
        Draft draft = find(bulletinId, viewer).bulletin().draft();
        Set<SectorCode> speaksFor = addressees.sectorsOf(viewer);
        List<SectorCode> own = draft.facts().sectors().stream()
                .filter(sector -> viewer.role() == Viewer.Role.NCO || speaksFor.contains(sector))
                .toList();
        if (own.isEmpty()) {
            throw new Refused(
                    Reason.NOT_COMPETENT,
                    "bulletinId",
                    bulletinId,
                    "所管する分野への情報提供",
                    "a bulletin for a sector of one's own");
        }
        return send(new RelayBulletin(
                draft.id(), draft.facts().drawn(), Recipient.of(viewer), own, viewer.identity(), clock.instant()));
    }

    @PostMapping("/{bulletinId}/receipt")
    @Operation(
            operationId = "recordBulletinReceipt",
            summary = "情報提供を受領する・廃棄を確認する",
            description =
                    "By a recipient: that it has received the bulletin; of what is recalled, that it holds no copy any"
                            + " more. The same again changes nothing.")
    Reached receive(@PathVariable UUID bulletinId, Viewer viewer) {
        Draft draft = find(bulletinId, viewer).bulletin().draft();
        return send(new RecordBulletinReceipt(
                draft.id(), draft.facts().drawn(), Recipient.of(viewer), viewer.identity(), clock.instant()));
    }

    @PostMapping("/{bulletinId}/recall")
    @Operation(
            operationId = "recallBulletin",
            summary = "情報提供を回収する",
            description = "Takes an issued bulletin back: list, feed and topics say so from then on, and each recipient"
                    + " records that it holds no copy any more. The same again changes nothing.")
    Reached recall(
            @PathVariable UUID bulletinId,
            @Schema(implementation = RecallForm.class) @RequestBody JsonNode body,
            Viewer viewer) {
        Draft draft = find(bulletinId, viewer).bulletin().draft();
        RecallForm form = RecallForm.read(body);
        return send(new RecallBulletin(
                draft.id(), draft.facts().drawn(), new Remark(form.reason()), viewer.identity(), clock.instant()));
    }

    private Stored find(UUID bulletinId, Viewer viewer) {
        return readable.readable(viewer, new BulletinId(bulletinId))
                .orElseThrow(() -> new NotFound("bulletin " + bulletinId));
    }

    private DraftReached drafted(BulletinCase known, BulletinCommand command) {
        requireSound(known, command);
        Reached reached = dispatched(command);
        int revision = bulletins
                .find(command.bulletin())
                .orElseThrow()
                .bulletin()
                .draft()
                .revision();
        return new DraftReached(command.bulletin().value(), revision, reached.position());
    }

    private Reached send(BulletinCommand command) {
        requireSound(bulletins.caseOf(command.bulletin(), command.drawn()), command);
        return dispatched(command);
    }

    /** All faults at once; the decision itself would name the first. */
    private static void requireSound(BulletinCase known, BulletinCommand command) {
        List<Fault> faults = known.faults(command);
        if (!faults.isEmpty()) {
            throw new Unacceptable(faults);
        }
    }

    private Reached dispatched(BulletinCommand command) {
        Reached reached = dispatch.to("thread", command.bulletin().toString(), command, command.by());
        progress.require(BulletinProjection.NAME, reached.position());
        return reached;
    }

    private BulletinFacts facts(BulletinForm.Stated stated, Viewer viewer) {
        var faults = new ArrayList<Fault>();
        var drawn = new ArrayList<Drawn>();
        for (int i = 0; i < stated.threads().size(); i++) {
            ThreadId thread = stated.threads().get(i);
            Optional<OperatorSlug> operator =
                    readableThread(thread, viewer).map(it -> it.dossier().operator());
            if (operator.isPresent()) {
                drawn.add(new Drawn(thread, operator.get()));
            } else {
                faults.add(Fault.of(
                        Reason.THREAD_UNKNOWN,
                        "threads[%d]".formatted(i),
                        thread,
                        "閲覧できる事案",
                        "a thread that the caller may read"));
            }
        }
        if (!faults.isEmpty()) {
            throw new Unacceptable(faults);
        }
        return new BulletinFacts(drawn, stated.sectors(), stated.tlp(), stated.exercise(), stated.relay());
    }

    private static @Nullable Imported imported(Draft before) {
        return before.content() == null ? null : before.content().imported();
    }

    /** Nobody draws on what it may not read. */
    private Optional<ThreadState> readableThread(ThreadId thread, Viewer viewer) {
        return ThreadState.find(ledger.ofTag("thread", thread.toString()))
                .filter(state ->
                        Disclosure.of(viewer, state.circleNow()).extent().showsContent());
    }

    /** @param before what the same request led to before: the hub's own words of then stand */
    private BulletinContent content(
            BulletinForm.Stated stated, BulletinFacts facts, BulletinCase known, @Nullable Draft before) {
        if (stated.text() != null) {
            return new BulletinContent(
                    Read.of(stated.title()),
                    stated.text(),
                    Objects.requireNonNullElse(stated.indicators(), List.of()),
                    stated.countermeasures());
        }
        if (before != null && before.content() != null) {
            BulletinContent said = before.content();
            return new BulletinContent(
                    Objects.requireNonNullElse(stated.title(), said.title()),
                    said.text(),
                    Objects.requireNonNullElse(stated.indicators(), said.indicators()),
                    stated.countermeasures());
        }
        var anonymisation = new Anonymisation(
                register.operators().stream().map(Registered::entry).toList());
        var drawn = new HashSet<ThreadId>();
        facts.drawn().forEach(one -> drawn.add(one.thread()));
        Gist gist = anonymisation.gist(known.sources().entrySet().stream()
                .filter(one -> drawn.contains(one.getKey()))
                .map(one -> one.getValue())
                .toList());
        BulletinContent suggested = new GistText(forms, known.scope(), Tokyo.dayOf(clock.instant())).of(gist);
        return new BulletinContent(
                Objects.requireNonNullElse(stated.title(), suggested.title()),
                suggested.text(),
                Objects.requireNonNullElse(stated.indicators(), suggested.indicators()),
                stated.countermeasures());
    }
}
