package noroshi.gateway.delivery;

import static noroshi.gateway.delivery.Story.NOW;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import noroshi.core.Refused;
import noroshi.core.bulletin.Anonymisation;
import noroshi.core.bulletin.Bulletin;
import noroshi.core.bulletin.Bulletin.Drafted;
import noroshi.core.bulletin.Bulletin.Written;
import noroshi.core.bulletin.BulletinCase;
import noroshi.core.bulletin.BulletinCommand;
import noroshi.core.bulletin.BulletinCommand.ApproveBulletin;
import noroshi.core.bulletin.BulletinCommand.DraftBulletin;
import noroshi.core.bulletin.BulletinCommand.IssueBulletin;
import noroshi.core.bulletin.BulletinCommand.RecallBulletin;
import noroshi.core.bulletin.BulletinCommand.RelayBulletin;
import noroshi.core.bulletin.BulletinContent;
import noroshi.core.bulletin.BulletinEvent;
import noroshi.core.bulletin.BulletinFacts;
import noroshi.core.bulletin.BulletinId;
import noroshi.core.bulletin.Drawn;
import noroshi.core.bulletin.Gist;
import noroshi.core.bulletin.Readership;
import noroshi.core.bulletin.Recipient;
import noroshi.core.bulletin.Relay;
import noroshi.core.bulletin.Source;
import noroshi.core.register.Membership;
import noroshi.core.register.OperatorEntry;
import noroshi.core.register.OperatorEvent.OperatorRegistered;
import noroshi.core.register.OperatorSlug;
import noroshi.core.report.Remark;
import noroshi.core.report.ThreadId;
import noroshi.core.report.Tlp;
import noroshi.core.sector.SectorCode;
import noroshi.core.sharing.Viewer;
import noroshi.core.sharing.Viewer.Role;
import noroshi.core.thread.Dossier;
import noroshi.core.thread.ReportThreadEvent;
import noroshi.gateway.delivery.RandomStory.Word;
import noroshi.ledger.RecordedEvent;

/**
 * 任意の情報提供. Bulletins that say of a story's threads what the hub's own anonymisation may tell, decided by the real rules
 * and recorded among the story's events; and who may read which of its words in them.
 */
final class RandomBulletins {

    private static final List<String> SECTORS = List.of("FINANCE", "ELECTRICITY", "CHEMICAL", "HEALTHCARE", "WATER");
    private static final List<Tlp> LABELS = List.of(Tlp.CLEAR, Tlp.GREEN, Tlp.AMBER);

    private final RandomStory story;
    private final Random random;
    private final List<BulletinId> bulletins = new ArrayList<>();

    RandomBulletins(RandomStory story, Random random) {
        this.story = story;
        this.random = random;
    }

    /** One is drafted, or goes on as far as it may. */
    void act() {
        if (story.threads().isEmpty()) {
            return;
        }
        if (bulletins.isEmpty() || random.nextInt(3) == 0) {
            draft();
        } else {
            goOn(any(bulletins));
        }
    }

    private void draft() {
        ThreadId thread = any(story.threads().stream()
                .sorted(Comparator.comparing(ThreadId::toString))
                .toList());
        var id = new BulletinId(new UUID(7, bulletins.size() + 1L));
        var drawn = List.of(new Drawn(thread, story.operator(thread)));
        BulletinCase known = known(id, drawn);
        Source source = Objects.requireNonNull(known.sources().get(thread));
        var facts = new BulletinFacts(
                drawn,
                List.of(new SectorCode(any(SECTORS))),
                any(LABELS),
                source.dossier().map(Dossier::filing).orElseThrow().exercise(),
                any(List.of(Relay.values())));
        Gist gist = new Anonymisation(RandomStory.register()).gist(List.of(source));
        var content = new BulletinContent("注意喚起", gist.toString(), gist.indicators(), null);
        if (isDone(new DraftBulletin(id, facts, content, "nco:test", NOW))) {
            bulletins.add(id);
        }
    }

    private void goOn(BulletinId id) {
        Written written = written(id).orElseThrow();
        List<Drawn> drawn = written.draft().facts().drawn();
        if (written instanceof Drafted) {
            int revision = written.draft().revision();
            Tlp label = written.draft().facts().tlp();
            for (OperatorSlug originator : written.draft().facts().originators()) {
                isDone(new ApproveBulletin(id, drawn, revision, originator, label, "operator:test", NOW));
            }
            isDone(new IssueBulletin(id, drawn, revision, "nco:test", NOW));
        } else if (random.nextInt(3) == 0) {
            isDone(new RecallBulletin(id, drawn, new Remark("番地の誤り"), "nco:test", NOW));
        } else {
            var office = Recipient.of(new Viewer(Role.NCO, "NCO", null, "nco"));
            isDone(new RelayBulletin(id, drawn, office, written.draft().facts().sectors(), "nco:test", NOW));
        }
    }

    /** What is refused does not happen. */
    private boolean isDone(BulletinCommand command) {
        List<BulletinEvent> happened;
        try {
            happened = known(command.bulletin(), command.drawn()).decide(command);
        } catch (Refused e) {
            return false;
        }
        for (BulletinEvent event : happened) {
            long position = story.events.size() + 1L;
            story.events.add(new RecordedEvent(
                    position,
                    position - 1,
                    new UUID(8, position),
                    event.getClass().getSimpleName(),
                    "1",
                    event.at(),
                    NOW.plusSeconds(position),
                    Set.of("thread=" + event.bulletin()),
                    Map.of(),
                    event));
        }
        return true;
    }

    private BulletinCase known(BulletinId id, List<Drawn> drawn) {
        BulletinCase known = BulletinCase.NONE;
        for (OperatorEntry entry : RandomStory.register()) {
            known = known.after(new OperatorRegistered(entry.slug(), entry, "nco:test", NOW));
        }
        for (RecordedEvent recorded : story.events) {
            known = switch (recorded.payload()) {
                case BulletinEvent event when event.bulletin().equals(id) -> known.after(event);
                case ReportThreadEvent event
                when drawn.stream().anyMatch(one -> one.thread().equals(event.thread())) -> known.after(event);
                default -> known;
            };
        }
        return known;
    }

    private Optional<Written> written(BulletinId id) {
        return Bulletin.written(known(id, List.of()).bulletin());
    }

    /** All events of some bulletins, as a feed asks for them. */
    Map<String, List<RecordedEvent>> histories(Collection<String> ids) {
        return story.events.stream()
                .filter(recorded -> recorded.payload() instanceof BulletinEvent event
                        && ids.contains(event.bulletin().toString()))
                .collect(Collectors.groupingBy(recorded ->
                        ((BulletinEvent) recorded.payload()).bulletin().toString()));
    }

    /** Whether that bulletin may tell the viewer the word: it is of the attack, and of a thread that it draws on. */
    boolean mayTell(String bulletin, Viewer viewer, Word word) {
        return written(new BulletinId(UUID.fromString(bulletin)))
                .filter(it -> word.where().equals("indicator")
                        && it.draft().facts().exercise() == word.exercise()
                        && it.draft().facts().drawn().stream()
                                .anyMatch(drawn -> drawn.thread().equals(word.thread())))
                .filter(it -> Readership.reads(viewer, it, sectorsOf(viewer)))
                .isPresent();
    }

    private static Set<SectorCode> sectorsOf(Viewer viewer) {
        return switch (viewer.role()) {
            case MINISTRY ->
                RandomStory.SCOPE.sectorsOn(RandomStory.TODAY).stream()
                        .filter(row -> row.ministry().value().equals(viewer.organisation()))
                        .map(row -> row.parent() == null ? row.code() : row.parent())
                        .collect(Collectors.toSet());
            case CEPTOAR -> Set.of(new SectorCode(viewer.organisation()));
            case OPERATOR ->
                RandomStory.register().stream()
                        .filter(entry -> entry.slug().value().equals(viewer.organisation()))
                        .flatMap(entry -> entry.memberships().stream())
                        .filter(membership -> membership.isInForceOn(RandomStory.TODAY))
                        .map(Membership::sector)
                        .collect(Collectors.toSet());
            case NCO, PM_CAO, COUNCIL, PPC, POLICE, HQ, AUDITOR, ADMIN -> Set.of();
        };
    }

    private <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
