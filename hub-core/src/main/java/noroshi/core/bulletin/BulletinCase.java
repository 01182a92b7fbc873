package noroshi.core.bulletin;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import noroshi.core.Fault;
import noroshi.core.Phrase;
import noroshi.core.Reason;
import noroshi.core.Refused;
import noroshi.core.bulletin.Bulletin.Drafted;
import noroshi.core.bulletin.Bulletin.Issued;
import noroshi.core.bulletin.Bulletin.Published;
import noroshi.core.bulletin.Bulletin.Recalled;
import noroshi.core.bulletin.Bulletin.Unwritten;
import noroshi.core.bulletin.Bulletin.Written;
import noroshi.core.bulletin.BulletinCommand.ApproveBulletin;
import noroshi.core.bulletin.BulletinCommand.DeclineBulletin;
import noroshi.core.bulletin.BulletinCommand.DraftBulletin;
import noroshi.core.bulletin.BulletinCommand.Drafting;
import noroshi.core.bulletin.BulletinCommand.IssueBulletin;
import noroshi.core.bulletin.BulletinCommand.RecallBulletin;
import noroshi.core.bulletin.BulletinCommand.RecordBulletinReceipt;
import noroshi.core.bulletin.BulletinCommand.RedraftBulletin;
import noroshi.core.bulletin.BulletinCommand.RelayBulletin;
import noroshi.core.bulletin.BulletinEvent.BulletinApprovedByOriginator;
import noroshi.core.bulletin.BulletinEvent.BulletinDeclinedByOriginator;
import noroshi.core.bulletin.BulletinEvent.BulletinDrafted;
import noroshi.core.bulletin.BulletinEvent.BulletinIssued;
import noroshi.core.bulletin.BulletinEvent.BulletinRecalled;
import noroshi.core.bulletin.BulletinEvent.BulletinReceived;
import noroshi.core.bulletin.BulletinEvent.BulletinRelayed;
import noroshi.core.bulletin.BulletinEvent.BulletinReturned;
import noroshi.core.deadline.Tokyo;
import noroshi.core.mode.ModeEvent;
import noroshi.core.mode.Modes;
import noroshi.core.register.OperatorEntry;
import noroshi.core.register.OperatorEvent;
import noroshi.core.register.OperatorEvent.OperatorRegistered;
import noroshi.core.register.OperatorEvent.OperatorRevised;
import noroshi.core.register.OperatorSlug;
import noroshi.core.register.ScopeEvent;
import noroshi.core.report.ThreadId;
import noroshi.core.report.Tlp;
import noroshi.core.sector.Scope;
import noroshi.core.sector.SectorCode;
import noroshi.core.sharing.Viewer;
import noroshi.core.thread.ReportThreadEvent;
import org.jspecify.annotations.Nullable;

/**
 * 情報提供の判断の前提. All that a decision on a bulletin rests on, read from the ledger in one condition: the bulletin, the
 * threads it draws on, their operators, the scope and the mode. So a narrowing, or a consent taken back, and an issue can't pass
 * each other unseen.
 */
public record BulletinCase(
        Bulletin bulletin,
        Map<ThreadId, Source> sources,
        Map<OperatorSlug, OperatorEntry> operators,
        Scope scope,
        Modes modes) {

    /** Before anything happened. */
    public static final BulletinCase NONE =
            new BulletinCase(Bulletin.UNWRITTEN, Map.of(), Map.of(), Scope.shipped(), Modes.NORMAL);

    public BulletinCase {
        sources = Map.copyOf(sources);
        operators = Map.copyOf(operators);
    }

    public BulletinCase after(BulletinEvent event) {
        return new BulletinCase(Bulletin.evolve(bulletin, event), sources, operators, scope, modes);
    }

    public BulletinCase after(ReportThreadEvent event) {
        var all = new HashMap<>(sources);
        all.put(event.thread(), source(event.thread()).after(event));
        return new BulletinCase(bulletin, all, operators, scope, modes);
    }

    public BulletinCase after(OperatorEvent event) {
        var all = new HashMap<>(operators);
        switch (event) {
            case OperatorRegistered it -> all.put(it.operator(), it.entry());
            case OperatorRevised it -> all.put(it.operator(), it.entry());
        }
        return new BulletinCase(bulletin, sources, all, scope, modes);
    }

    public BulletinCase after(ScopeEvent event) {
        return new BulletinCase(bulletin, sources, operators, ScopeEvent.evolve(scope, event), modes);
    }

    public BulletinCase after(ModeEvent event) {
        return new BulletinCase(bulletin, sources, operators, scope, modes.after(event));
    }

    Source source(ThreadId thread) {
        return sources.getOrDefault(thread, Source.NONE);
    }

    /** Every fault of the text that the command would bring on its way, none if there is nothing to find fault with. */
    public List<Fault> faults(BulletinCommand command) {
        LocalDate today = Tokyo.dayOf(command.at());
        return switch (command) {
            case Drafting drafting -> BulletinRules.faults(drafting.facts(), drafting.content(), this, today);
            // of other originators and their threads an originator learns nothing
            case ApproveBulletin approve ->
                bulletin instanceof Drafted drafted && drafted.draft().content() != null
                        ? BulletinRules.telltales(drafted.draft().facts().of(approve.operator()), this)
                                .in(
                                        drafted.draft().content(),
                                        drafted.draft().facts().tlp())
                        : List.of();
            case IssueBulletin _ ->
                bulletin instanceof Drafted drafted
                        ? BulletinRules.faults(
                                drafted.draft().facts(), drafted.draft().content(), this, today)
                        : List.of();
            case RecallBulletin recall ->
                bulletin instanceof Issued issued
                        ? BulletinRules.telltales(issued.draft().facts().drawn(), this)
                                .in("reason", recall.reason().value())
                        : List.of();
            case DeclineBulletin _, RelayBulletin _, RecordBulletinReceipt _ -> List.of();
        };
    }

    /** Why an issued bulletin may be passed on no further; none where it may, or it is not out. */
    public List<Lapse> lapses() {
        return bulletin instanceof Issued issued
                ? BulletinRules.lapses(issued.draft().facts(), issued.verdicts(), this)
                : List.of();
    }

    /**
     * What follows from {@code command}; none where it is recorded so already.
     *
     * @throws Refused with the first fault of the text, or where the bulletin's state does not allow it
     */
    public List<BulletinEvent> decide(BulletinCommand command) {
        return switch (command) {
            case DraftBulletin draft -> drafted(draft);
            case RedraftBulletin redraft -> redrafted(redraft);
            case ApproveBulletin approve -> approved(approve);
            case DeclineBulletin decline -> declined(decline);
            case IssueBulletin issue -> issued(issue);
            case RelayBulletin relay -> relayed(relay);
            case RecordBulletinReceipt receipt -> received(receipt);
            case RecallBulletin recall -> recalled(recall);
        };
    }

    private List<BulletinEvent> drafted(DraftBulletin command) {
        return switch (bulletin) {
            case Unwritten _ -> draft(command, 1);
            case Written written when says(written.draft(), command) -> List.of();
            case Written _ ->
                throw new Refused(
                        Reason.IDEMPOTENCY_CONFLICT, "Idempotency-Key", command.bulletin(), "同じ内容", "the same content");
        };
    }

    private List<BulletinEvent> redrafted(RedraftBulletin command) {
        return switch (written(command)) {
            case Written written when says(written.draft(), command) -> List.of();
            case Drafted drafted -> {
                requireRevision(drafted.draft(), command.replaces());
                requireStillDrawn(drafted.draft().facts(), command);
                requireImportedUnaltered(drafted.draft().content(), command);
                yield draft(command, drafted.draft().revision() + 1);
            }
            case Issued _, Recalled _ -> throw alreadyIssued(command);
        };
    }

    /** Its words may stand in the text still: without the thread its operator would not be asked, nor looked out for. */
    private static void requireStillDrawn(BulletinFacts before, RedraftBulletin command) {
        List<ThreadId> threads =
                command.facts().drawn().stream().map(Drawn::thread).toList();
        for (Drawn drawn : before.drawn()) {
            if (!threads.contains(drawn.thread())) {
                throw new Refused(
                        Reason.INVALID,
                        "threads",
                        threads,
                        "%s を含む事案 (前の案が基とした事案は外せない。外すには新しい案を作る)".formatted(drawn.thread()),
                        "%s among them, for the revision before draws on it (without it: a new draft)"
                                .formatted(drawn.thread()));
            }
        }
    }

    private static void requireImportedUnaltered(@Nullable BulletinContent before, RedraftBulletin command) {
        Imported imported = command.content().imported();
        if (before != null && !Objects.equals(before.imported(), imported)) {
            throw new Refused(
                    Reason.INVALID,
                    "imported",
                    imported == null ? new Phrase("なし", "nothing") : imported.bundle(),
                    "取り込んだままのインディケータ",
                    "the indicators as they were imported");
        }
    }

    private List<BulletinEvent> draft(Drafting command, int revision) {
        BulletinRules.require(faults(command));
        return List.of(new BulletinDrafted(
                command.bulletin(), revision, command.facts(), command.content(), command.by(), command.at()));
    }

    private static boolean says(Draft draft, Drafting command) {
        return draft.facts().equals(command.facts()) && command.content().equals(draft.content());
    }

    private List<BulletinEvent> approved(ApproveBulletin command) {
        Draft draft = originated(command, command.operator());
        requireRevision(draft, command.revision());
        BulletinFacts facts = draft.facts();
        Tlp own = BulletinRules.ownLabel(facts, command.operator(), this);
        var verdict = new Verdict(true, command.tlp(), null, command.at());
        if (isSaid(command.operator(), verdict)) {
            return List.of();
        }
        requireUndecided(command);
        BulletinRules.require(faults(command));
        if (!verdict.allows(facts.tlp(), own)) {
            throw new Refused(
                    Reason.INVALID,
                    "tlp",
                    command.tlp() == null ? "null" : command.tlp(),
                    "%s (事案の共有範囲 %s より広いため明示の承認が要る)".formatted(facts.tlp(), own),
                    "%s, said expressly, for it is wider than the thread's %s".formatted(facts.tlp(), own));
        }
        return List.of(new BulletinApprovedByOriginator(
                command.bulletin(), command.revision(), command.operator(), command.tlp(), command.by(), command.at()));
    }

    private List<BulletinEvent> declined(DeclineBulletin command) {
        Draft draft = originated(command, command.operator());
        requireRevision(draft, command.revision());
        if (isSaid(command.operator(), new Verdict(false, null, command.reason(), command.at()))) {
            return List.of();
        }
        requireUndecided(command);
        return List.of(new BulletinDeclinedByOriginator(
                command.bulletin(),
                command.revision(),
                command.operator(),
                command.reason(),
                command.by(),
                command.at()));
    }

    /** Who is no originator of it does not learn that it is there. */
    private Draft originated(BulletinCommand command, OperatorSlug operator) {
        Draft draft = written(command).draft();
        if (!draft.facts().originators().contains(operator)) {
            throw unknown(command);
        }
        return draft;
    }

    private boolean isSaid(OperatorSlug operator, Verdict verdict) {
        Map<OperatorSlug, Verdict> verdicts = switch (bulletin) {
            case Unwritten _ -> Map.of();
            case Drafted drafted -> drafted.verdicts();
            case Published published -> published.verdicts();
        };
        Verdict said = verdicts.get(operator);
        return said != null
                && verdict.equals(new Verdict(said.approved(), said.widenedTo(), said.reason(), verdict.at()));
    }

    private void requireUndecided(BulletinCommand command) {
        if (!(bulletin instanceof Drafted)) {
            throw alreadyIssued(command);
        }
    }

    private List<BulletinEvent> issued(IssueBulletin command) {
        return switch (written(command)) {
            case Drafted(var draft, var verdicts) -> {
                requireRevision(draft, command.revision());
                BulletinRules.require(faults(command));
                BulletinRules.require(BulletinRules.notApproved(draft.facts(), verdicts, this));
                var events = new ArrayList<BulletinEvent>();
                events.add(new BulletinIssued(command.bulletin(), command.revision(), command.by(), command.at()));
                relayedAtOnce(draft.facts(), command).ifPresent(events::add);
                yield events;
            }
            case Issued _ -> List.of();
            case Recalled _ -> throw alreadyRecalled(command);
        };
    }

    /**
     * Where the mode is large-scale, nobody is waited for; elsewhere a bulletin comes down step by step as it was to, and
     * so does a drill's wherever it is: the mode is of what is real.
     */
    private Optional<BulletinEvent> relayedAtOnce(BulletinFacts facts, IssueBulletin command) {
        List<SectorCode> grave =
                facts.sectors().stream().filter(modes::isLargeScale).toList();
        return facts.exercise() || facts.relay() == Relay.AT_ONCE || grave.isEmpty()
                ? Optional.empty()
                : Optional.of(new BulletinRelayed(
                        command.bulletin(),
                        Recipient.NATIONAL_OFFICE,
                        grave,
                        Step.OPERATOR,
                        command.by(),
                        command.at()));
    }

    private List<BulletinEvent> relayed(RelayBulletin command) {
        return switch (written(command)) {
            case Drafted _ -> throw notIssued(command);
            case Issued issued -> {
                Step held = held(command.recipient());
                Step to = to(command.recipient());
                boolean told = issued.copies()
                                .getOrDefault(command.recipient(), Copy.UNHEARD)
                                .relayedAt()
                        != null;
                List<SectorCode> on = command.sectors().stream()
                        .filter(issued.reached()::containsKey)
                        .filter(sector -> issued.hasReached(sector, held) && !(told && issued.hasReached(sector, to)))
                        .toList();
                if (!on.isEmpty()) {
                    BulletinRules.requireStanding(issued.draft().facts(), issued.verdicts(), this);
                }
                yield on.isEmpty()
                        ? List.of()
                        : List.of(new BulletinRelayed(
                                command.bulletin(), command.recipient(), on, to, command.by(), command.at()));
            }
            case Recalled _ -> throw alreadyRecalled(command);
        };
    }

    /** How far it has to have come for the recipient to relay it. */
    private static Step held(Recipient recipient) {
        return recipient.role() == Viewer.Role.CEPTOAR ? Step.CEPTOAR : Step.MINISTRY;
    }

    /** The national office relays in a crisis, for those who would have to be waited for. */
    private static Step to(Recipient recipient) {
        return switch (recipient.role()) {
            case MINISTRY -> Step.CEPTOAR;
            case CEPTOAR, NCO -> Step.OPERATOR;
            case OPERATOR, PM_CAO, COUNCIL, PPC, POLICE, HQ, AUDITOR, ADMIN ->
                throw new IllegalArgumentException("recipient: %s (expected: who relays)".formatted(recipient));
        };
    }

    private List<BulletinEvent> received(RecordBulletinReceipt command) {
        Recipient recipient = command.recipient();
        return switch (written(command)) {
            case Drafted _ -> throw notIssued(command);
            case Issued issued ->
                issued.copies().getOrDefault(recipient, Copy.UNHEARD).receivedAt() != null
                        ? List.of()
                        : List.of(new BulletinReceived(command.bulletin(), recipient, command.by(), command.at()));
            case Recalled recalled ->
                recalled.copies().getOrDefault(recipient, Copy.UNHEARD).returnedAt() != null
                        ? List.of()
                        : List.of(new BulletinReturned(command.bulletin(), recipient, command.by(), command.at()));
        };
    }

    private List<BulletinEvent> recalled(RecallBulletin command) {
        return switch (written(command)) {
            case Drafted _ -> throw notIssued(command);
            case Issued _ -> {
                BulletinRules.require(faults(command));
                yield List.of(new BulletinRecalled(command.bulletin(), command.reason(), command.by(), command.at()));
            }
            case Recalled _ -> List.of();
        };
    }

    private Written written(BulletinCommand command) {
        Written written = Bulletin.written(bulletin).orElseThrow(() -> unknown(command));
        // what it is decided with was looked up before
        boolean sourced =
                written.draft().facts().drawn().stream().allMatch(drawn -> sources.containsKey(drawn.thread()));
        if (!sourced && !(command instanceof Drafting)) {
            throw changed(command.bulletin(), written.draft().revision());
        }
        return written;
    }

    private static void requireRevision(Draft draft, int seen) {
        if (draft.revision() != seen) {
            throw changed(seen, draft.revision());
        }
    }

    private static Refused changed(Object came, int revision) {
        return new Refused(
                Reason.BULLETIN_CHANGED, "revision", came, Integer.toString(revision), Integer.toString(revision));
    }

    private static Refused unknown(BulletinCommand command) {
        return new Refused(
                Reason.BULLETIN_UNKNOWN,
                "bulletinId",
                command.bulletin(),
                "閲覧できる情報提供",
                "a bulletin that the caller may read");
    }

    private static Refused alreadyIssued(BulletinCommand command) {
        return new Refused(Reason.BULLETIN_ISSUED, "bulletinId", command.bulletin(), "発出前の案", "a draft");
    }

    private static Refused notIssued(BulletinCommand command) {
        return new Refused(
                Reason.BULLETIN_NOT_ISSUED, "bulletinId", command.bulletin(), "発出された情報提供", "an issued bulletin");
    }

    private static Refused alreadyRecalled(BulletinCommand command) {
        return new Refused(
                Reason.BULLETIN_RECALLED, "bulletinId", command.bulletin(), "回収されていない情報提供", "a bulletin that stands");
    }
}
