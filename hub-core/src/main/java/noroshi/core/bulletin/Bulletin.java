package noroshi.core.bulletin;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import noroshi.core.bulletin.BulletinEvent.BulletinApprovedByOriginator;
import noroshi.core.bulletin.BulletinEvent.BulletinDeclinedByOriginator;
import noroshi.core.bulletin.BulletinEvent.BulletinDrafted;
import noroshi.core.bulletin.BulletinEvent.BulletinIssued;
import noroshi.core.bulletin.BulletinEvent.BulletinRecalled;
import noroshi.core.bulletin.BulletinEvent.BulletinReceived;
import noroshi.core.bulletin.BulletinEvent.BulletinRelayed;
import noroshi.core.bulletin.BulletinEvent.BulletinReturned;
import noroshi.core.register.OperatorSlug;
import noroshi.core.report.Remark;
import noroshi.core.sector.SectorCode;
import org.jspecify.annotations.Nullable;

/** 情報提供. One text that is passed down; its type says what can still be done with it. */
public sealed interface Bulletin {

    /** 未起案. */
    record Unwritten() implements Bulletin {}

    /** What was drafted, in whatever state. */
    sealed interface Written extends Bulletin {
        Draft draft();
    }

    /**
     * 案. Waits for its originators.
     *
     * @param verdicts on this revision
     */
    record Drafted(Draft draft, Map<OperatorSlug, Verdict> verdicts) implements Written {

        public Drafted {
            verdicts = Map.copyOf(verdicts);
        }
    }

    /** What has left. */
    sealed interface Published extends Written {

        /** What its originators said of it. */
        Map<OperatorSlug, Verdict> verdicts();

        Instant issuedAt();

        /** How far it has come in each of its sectors. */
        Map<SectorCode, Step> reached();

        /** What is known of its copies. */
        Map<Recipient, Copy> copies();

        /** Whether it has come so far in a sector. */
        default boolean hasReached(SectorCode sector, Step step) {
            Step reached = reached().get(sector);
            return reached != null && reached.reaches(step);
        }

        /** Whether it has come as far as the operators in each of its sectors. */
        default boolean isThrough() {
            return reached().values().stream().allMatch(step -> step.reaches(Step.OPERATOR));
        }
    }

    /** 発出済. */
    record Issued(
            Draft draft,
            Map<OperatorSlug, Verdict> verdicts,
            Instant issuedAt,
            Map<SectorCode, Step> reached,
            Map<Recipient, Copy> copies)
            implements Published {

        public Issued {
            verdicts = Map.copyOf(verdicts);
            reached = Map.copyOf(reached);
            copies = Map.copyOf(copies);
        }

        Issued with(Recipient recipient, UnaryOperator<Copy> change) {
            return new Issued(draft, verdicts, issuedAt, reached, changed(copies, recipient, change));
        }

        Issued relayed(BulletinRelayed event) {
            var all = new LinkedHashMap<>(reached);
            event.sectors()
                    .forEach(sector -> all.merge(sector, event.to(), (one, other) -> one.reaches(other) ? one : other));
            return new Issued(draft, verdicts, issuedAt, all, copies)
                    .with(event.recipient(), copy -> copy.relayed(event.at()));
        }
    }

    /**
     * 回収済.
     *
     * @param reason null once it is erased
     */
    record Recalled(
            Draft draft,
            Map<OperatorSlug, Verdict> verdicts,
            Instant issuedAt,
            Map<SectorCode, Step> reached,
            Map<Recipient, Copy> copies,
            Instant recalledAt,
            @Nullable Remark reason)
            implements Published {

        public Recalled {
            verdicts = Map.copyOf(verdicts);
            reached = Map.copyOf(reached);
            copies = Map.copyOf(copies);
        }

        Recalled returned(BulletinReturned event) {
            return new Recalled(
                    draft,
                    verdicts,
                    issuedAt,
                    reached,
                    changed(copies, event.recipient(), copy -> copy.returned(event.at())),
                    recalledAt,
                    reason);
        }
    }

    Bulletin UNWRITTEN = new Unwritten();

    /** What was drafted, or empty. */
    static Optional<Written> written(Bulletin bulletin) {
        return bulletin instanceof Written it ? Optional.of(it) : Optional.empty();
    }

    /** The bulletin after {@code event}. */
    static Bulletin evolve(Bulletin bulletin, BulletinEvent event) {
        return switch (event) {
            case BulletinDrafted it -> new Drafted(drafted(bulletin, it), Map.of());
            case BulletinApprovedByOriginator it ->
                judged(bulletin, it.operator(), new Verdict(true, it.widenedTo(), null, it.at()));
            case BulletinDeclinedByOriginator it ->
                judged(bulletin, it.operator(), new Verdict(false, null, it.reason(), it.at()));
            case BulletinIssued it -> bulletin instanceof Drafted drafted ? issued(drafted, it.at()) : bulletin;
            case BulletinRelayed it -> bulletin instanceof Issued issued ? issued.relayed(it) : bulletin;
            case BulletinReceived it ->
                bulletin instanceof Issued issued
                        ? issued.with(it.recipient(), copy -> copy.received(it.at()))
                        : bulletin;
            case BulletinRecalled it ->
                bulletin instanceof Issued issued
                        ? new Recalled(
                                issued.draft(),
                                issued.verdicts(),
                                issued.issuedAt(),
                                issued.reached(),
                                issued.copies(),
                                it.at(),
                                it.reason())
                        : bulletin;
            case BulletinReturned it -> bulletin instanceof Recalled recalled ? recalled.returned(it) : bulletin;
        };
    }

    private static Draft drafted(Bulletin bulletin, BulletinDrafted event) {
        Instant first =
                written(bulletin).map(Written::draft).map(Draft::draftedAt).orElse(event.at());
        return new Draft(event.bulletin(), event.revision(), event.facts(), event.content(), first);
    }

    private static Bulletin judged(Bulletin bulletin, OperatorSlug operator, Verdict verdict) {
        if (!(bulletin instanceof Drafted drafted)) {
            return bulletin;
        }
        var all = new LinkedHashMap<>(drafted.verdicts());
        all.put(operator, verdict);
        return new Drafted(drafted.draft(), all);
    }

    private static Issued issued(Drafted drafted, Instant at) {
        BulletinFacts facts = drafted.draft().facts();
        var reached = new LinkedHashMap<SectorCode, Step>();
        facts.sectors().forEach(sector -> reached.put(sector, facts.relay().first()));
        return new Issued(drafted.draft(), drafted.verdicts(), at, reached, Map.of());
    }

    private static Map<Recipient, Copy> changed(
            Map<Recipient, Copy> copies, Recipient recipient, UnaryOperator<Copy> change) {
        var all = new LinkedHashMap<>(copies);
        all.put(recipient, change.apply(all.getOrDefault(recipient, Copy.UNHEARD)));
        return all;
    }
}
