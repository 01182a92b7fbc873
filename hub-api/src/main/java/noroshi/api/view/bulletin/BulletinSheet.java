package noroshi.api.view.bulletin;

import static noroshi.api.view.Times.inTokyo;
import static noroshi.api.view.Times.inTokyoOrNull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import noroshi.api.view.Reads;
import noroshi.api.view.bulletin.BulletinItem.ApprovalItem;
import noroshi.api.view.bulletin.BulletinItem.ApprovalItem.Answer;
import noroshi.api.view.bulletin.BulletinItem.CopyItem;
import noroshi.api.view.bulletin.BulletinItem.CopyItem.Holding;
import noroshi.api.view.bulletin.BulletinItem.DrawnItem;
import noroshi.api.view.bulletin.BulletinItem.IndicatorItem;
import noroshi.api.view.bulletin.BulletinItem.LapseItem;
import noroshi.api.view.bulletin.BulletinItem.State;
import noroshi.api.view.bulletin.BulletinRecord.Stored;
import noroshi.core.bulletin.Bulletin.Drafted;
import noroshi.core.bulletin.Bulletin.Published;
import noroshi.core.bulletin.Bulletin.Recalled;
import noroshi.core.bulletin.Bulletin.Written;
import noroshi.core.bulletin.BulletinContent;
import noroshi.core.bulletin.BulletinFacts;
import noroshi.core.bulletin.Copy;
import noroshi.core.bulletin.Drawn;
import noroshi.core.bulletin.Lapse;
import noroshi.core.bulletin.Readership;
import noroshi.core.bulletin.Recipient;
import noroshi.core.bulletin.Step;
import noroshi.core.bulletin.Verdict;
import noroshi.core.register.OperatorSlug;
import noroshi.core.report.Remark;
import noroshi.core.sector.SectorCode;
import noroshi.core.sharing.Viewer;
import noroshi.core.sharing.Viewer.Role;
import org.jspecify.annotations.Nullable;

/** 情報提供の表示. What one viewer is shown of a bulletin that it may read. */
final class BulletinSheet {

    private final Viewer viewer;
    private final Addressees addressees;
    private final Set<UUID> named;

    /** @param named the threads whose operators the viewer may know, of those that bulletins draw on */
    BulletinSheet(Viewer viewer, Addressees addressees, Set<UUID> named) {
        this.viewer = viewer;
        this.addressees = addressees;
        this.named = named;
    }

    /**
     * The bulletin as a line of a list.
     *
     * @param lapsedAt since when it may be passed on no further, or null
     */
    BulletinItem line(Stored stored, @Nullable Instant lapsedAt) {
        return item(stored, null, lapsedAt, null);
    }

    /** The bulletin with its copies, and with what has lapsed of that on which it rests. */
    BulletinItem whole(Stored stored, @Nullable Instant lapsedAt, List<Lapse> lapses) {
        return item(
                stored,
                stored.bulletin() instanceof Published published ? copies(published) : null,
                lapsedAt,
                lapses.isEmpty() ? null : lapses);
    }

    private BulletinItem item(
            Stored stored, @Nullable List<CopyItem> copies, @Nullable Instant lapsedAt, @Nullable List<Lapse> lapses) {
        Written bulletin = stored.bulletin();
        BulletinFacts facts = bulletin.draft().facts();
        boolean isOffice = viewer.role() == Role.NCO;
        boolean isSource = isOffice || Readership.isOriginator(viewer, bulletin.draft());
        // whoever drafts it and whoever it is of may see what was sent; nobody else is given what is taken back
        BulletinContent content = bulletin instanceof Recalled && !isSource ? null : told(bulletin);
        if (bulletin instanceof Drafted && !facts.drawn().isEmpty()) {
            Reads.note(Reads.Kind.DRAFT, bulletin.draft().id());
        }
        return new BulletinItem(
                bulletin.draft().id().value(),
                State.of(bulletin),
                bulletin.draft().revision(),
                facts.sectors().stream().map(SectorCode::value).toList(),
                facts.tlp(),
                facts.exercise(),
                facts.relay(),
                content == null ? null : content.title(),
                content == null ? null : content.text(),
                content == null ? null : content.countermeasures(),
                content == null ? null : indicators(content),
                content == null || content.imported() == null
                        ? null
                        : content.imported().source(),
                inTokyo(bulletin.draft().draftedAt()),
                bulletin instanceof Published published ? inTokyo(published.issuedAt()) : null,
                bulletin instanceof Published published ? inTokyo(BulletinProjection.changedAt(published)) : null,
                bulletin instanceof Recalled recalled ? inTokyo(recalled.recalledAt()) : null,
                bulletin instanceof Recalled recalled ? Remark.text(recalled.reason()) : null,
                isSource
                        ? facts.drawn().stream()
                                .filter(drawn -> isTold(drawn.operator()))
                                .map(drawn -> new DrawnItem(
                                        drawn.thread().value(),
                                        isNamed(drawn) ? drawn.operator().value() : null))
                                .toList()
                        : null,
                isSource
                        ? facts.originators().stream()
                                .filter(this::isTold)
                                .map(operator -> approval(
                                        isNamed(facts, operator) ? operator.value() : null,
                                        verdict(bulletin, operator)))
                                .toList()
                        : null,
                copies,
                isOffice ? inTokyoOrNull(lapsedAt) : null,
                isOffice && lapses != null
                        ? lapses.stream().map(BulletinSheet::lapse).toList()
                        : null,
                stored.position());
    }

    private static LapseItem lapse(Lapse lapse) {
        return new LapseItem(
                lapse.drawn().thread().value(),
                lapse.fault().code().name(),
                lapse.fault().ja(),
                lapse.fault().en());
    }

    private @Nullable BulletinContent told(Written bulletin) {
        BulletinContent content = bulletin.draft().content();
        return content == null ? null : Readership.told(viewer, bulletin, content, addressees.sectorsOf(viewer));
    }

    private static List<IndicatorItem> indicators(BulletinContent content) {
        return Stream.concat(
                        content.indicators().stream().map(one -> new IndicatorItem(one.type(), one.value(), null)),
                        content.marked().stream()
                                .map(one -> new IndicatorItem(
                                        one.indicator().type(), one.indicator().value(), one.tlp())))
                .toList();
    }

    /** No originator learns who the others are. */
    private boolean isTold(OperatorSlug operator) {
        return viewer.role() == Role.NCO || operator.value().equals(viewer.organisation());
    }

    /** It knew when it drew on the thread; what was narrowed since then it knows no more. */
    private boolean isNamed(Drawn drawn) {
        return drawn.operator().value().equals(viewer.organisation())
                || named.contains(drawn.thread().value());
    }

    private boolean isNamed(BulletinFacts facts, OperatorSlug operator) {
        return facts.drawn().stream().anyMatch(drawn -> drawn.operator().equals(operator) && isNamed(drawn));
    }

    private static @Nullable Verdict verdict(Written bulletin, OperatorSlug operator) {
        return switch (bulletin) {
            case Drafted drafted -> drafted.verdicts().get(operator);
            case Published published -> published.verdicts().get(operator);
        };
    }

    private static ApprovalItem approval(@Nullable String operator, @Nullable Verdict verdict) {
        if (verdict == null) {
            return new ApprovalItem(operator, Answer.PENDING, null, null, null);
        }
        return new ApprovalItem(
                operator,
                verdict.approved() ? Answer.APPROVED : Answer.DECLINED,
                verdict.widenedTo(),
                verdict.approved() ? null : Remark.text(verdict.reason()),
                inTokyo(verdict.at()));
    }

    private List<CopyItem> copies(Published bulletin) {
        Map<Recipient, Boolean> reached = reached(bulletin);
        Recipient self = Recipient.of(viewer);
        return switch (viewer.role()) {
            case NCO -> held(bulletin, reached);
            case MINISTRY, CEPTOAR -> {
                var copies = new ArrayList<CopyItem>();
                // who reads it was reached
                copies.add(copy(bulletin, self, true));
                reached.forEach((one, isReached) -> {
                    if (step(one).isBelow(step(self))) {
                        copies.add(copy(bulletin, one, isReached));
                    }
                });
                yield copies;
            }
            case OPERATOR, PM_CAO, COUNCIL, PPC, POLICE, HQ, AUDITOR, ADMIN -> List.of(copy(bulletin, self, true));
        };
    }

    /** Whom the register names for its sectors, those that concern the viewer, and whether it has come so far. */
    private Map<Recipient, Boolean> reached(Published bulletin) {
        Set<SectorCode> own = addressees.sectorsOf(viewer);
        var reached = new LinkedHashMap<Recipient, Boolean>();
        for (SectorCode sector : bulletin.draft().facts().sectors()) {
            if (viewer.role() == Role.NCO || own.contains(sector)) {
                addressees
                        .of(sector)
                        .forEach(one -> reached.merge(
                                one, bulletin.hasReached(sector, step(one)), (before, now) -> before || now));
            }
        }
        return reached;
    }

    /**
     * All who may have read it, as {@link Readership} has it: whom its sectors name, its originators, whoever has said
     * something of it, and the roles of which everybody reads it. Of such a role that is many organisations there is no
     * list: those that are not told by name are one line.
     */
    private List<CopyItem> held(Published bulletin, Map<Recipient, Boolean> named) {
        var reached = new LinkedHashMap<>(named);
        var kept = new LinkedHashSet<Recipient>();
        BulletinFacts facts = bulletin.draft().facts();
        for (OperatorSlug operator : facts.originators()) {
            var originator = new Recipient(Role.OPERATOR, operator.value());
            if (isNamed(facts, operator)) {
                reached.put(originator, true);
            } else if (!reached.getOrDefault(originator, false)) {
                // that it holds a copy already, or at all, would tell whose the thread is
                kept.add(originator);
            }
        }
        var others = EnumSet.noneOf(Role.class);
        for (Role role : Readership.everybody(bulletin)) {
            switch (role) {
                case NCO -> {}
                case PM_CAO, PPC, HQ, AUDITOR, ADMIN -> reached.put(new Recipient(role, role.name()), true);
                case OPERATOR, MINISTRY, CEPTOAR, COUNCIL, POLICE -> others.add(role);
            }
        }
        for (Recipient one : bulletin.copies().keySet()) {
            if (!kept.contains(one)) {
                reached.putIfAbsent(one, true);
            }
        }
        var copies = new ArrayList<CopyItem>();
        reached.forEach((one, isReached) -> {
            Copy known = kept.contains(one) ? Copy.UNHEARD : known(bulletin, one);
            copies.add(copy(text(one), known, isReached));
        });
        kept.forEach(one -> copies.add(copy(null, known(bulletin, one), true)));
        others.forEach(role -> copies.add(copy(text(role), Copy.UNHEARD, true)));
        return copies;
    }

    private static Copy known(Published bulletin, Recipient recipient) {
        return bulletin.copies().getOrDefault(recipient, Copy.UNHEARD);
    }

    private static CopyItem copy(Published bulletin, Recipient recipient, boolean isReached) {
        return copy(text(recipient), known(bulletin, recipient), isReached);
    }

    private static CopyItem copy(@Nullable String recipient, Copy copy, boolean isReached) {
        return new CopyItem(
                recipient,
                holding(copy, isReached),
                inTokyoOrNull(copy.receivedAt()),
                inTokyoOrNull(copy.relayedAt()),
                inTokyoOrNull(copy.returnedAt()));
    }

    private static Holding holding(Copy copy, boolean isReached) {
        if (copy.returnedAt() != null) {
            return Holding.RETURNED;
        }
        return copy.receivedAt() != null ? Holding.RECEIVED : isReached ? Holding.SENT : Holding.NOT_REACHED;
    }

    private static Step step(Recipient recipient) {
        return switch (recipient.role()) {
            case MINISTRY, NCO, PM_CAO -> Step.MINISTRY;
            case CEPTOAR -> Step.CEPTOAR;
            case OPERATOR, COUNCIL, PPC, POLICE, HQ, AUDITOR, ADMIN -> Step.OPERATOR;
        };
    }

    private static String text(Recipient recipient) {
        String role = text(recipient.role());
        return switch (recipient.role()) {
            case OPERATOR, MINISTRY, CEPTOAR, COUNCIL, POLICE -> role + ":" + recipient.organisation();
            case NCO, PM_CAO, PPC, HQ, AUDITOR, ADMIN -> role;
        };
    }

    private static String text(Role role) {
        return role.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
