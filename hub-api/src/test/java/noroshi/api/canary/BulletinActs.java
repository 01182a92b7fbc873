package noroshi.api.canary;

import static noroshi.api.canary.History.METI;
import static noroshi.api.canary.History.MLIT;
import static noroshi.api.canary.History.NCO;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import noroshi.api.view.bulletin.Addressees;
import noroshi.core.bulletin.Bulletin;
import noroshi.core.bulletin.Bulletin.Drafted;
import noroshi.core.bulletin.Bulletin.Issued;
import noroshi.core.bulletin.Bulletin.Published;
import noroshi.core.bulletin.Bulletin.Written;
import noroshi.core.bulletin.BulletinContent;
import noroshi.core.bulletin.BulletinEvent;
import noroshi.core.bulletin.BulletinId;
import noroshi.core.bulletin.Readership;
import noroshi.core.register.OperatorSlug;
import noroshi.core.report.Tlp;
import noroshi.core.sharing.Viewer;
import noroshi.core.sharing.Viewer.Role;
import noroshi.ledger.RecordedEvent;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;

/**
 * 情報提供の経過. What the national office, the originators and those who relay may do with bulletins in any order; and who
 * may read their words.
 */
final class BulletinActs {

    private static final List<String> SECTORS = List.of("CREDIT", "LOGISTICS", "AVIATION");
    private static final List<Tlp> LABELS = List.of(Tlp.CLEAR, Tlp.GREEN, Tlp.AMBER);
    private static final List<String> RELAYS =
            List.of(NCO, METI, MLIT, "CEPTOAR~CREDIT~ceptoar.CREDIT", "CEPTOAR~LOGISTICS~ceptoar.LOGISTICS");
    private static final int MOST_THREADS = 2;
    private static final int KINDS = 8;

    private final History history;
    private final Random random;
    private final Addressees addressees;
    private final List<BulletinId> bulletins = new ArrayList<>();

    BulletinActs(History history, Random random, Addressees addressees) {
        this.history = history;
        this.random = random;
        this.addressees = addressees;
    }

    List<BulletinId> all() {
        return bulletins;
    }

    void act() {
        act(random.nextInt(KINDS));
    }

    void eachOnce() {
        IntStream.range(0, KINDS).forEach(this::act);
    }

    private void act(int kind) {
        switch (kind) {
            case 0, 1 -> draft();
            case 2 -> redraft();
            case 3, 4 -> issue();
            case 5, 6 -> passOn();
            case 7 -> recall();
            default -> throw new IllegalStateException("no such act");
        }
    }

    private void draft() {
        String word = history.word();
        boolean drill = random.nextInt(6) == 0;
        history.post(NCO, "/v1/bulletins", body(word, drill, null)).ifPresent(answer -> {
            var id = new BulletinId(UUID.fromString(answer.path("bulletinId").asString()));
            bulletins.add(id);
            plant(word, id, answer, drill);
        });
    }

    private void redraft() {
        history.some(in(Drafted.class)).ifPresent(id -> {
            String word = history.word();
            boolean drill = written(id).draft().facts().exercise();
            String body = body(word, drill, written(id).draft().revision());
            history.ask(HttpMethod.PUT, NCO, "/v1/bulletins/" + id, body)
                    .ifPresent(answer -> plant(word, id, answer, drill));
        });
    }

    /** In words of the officer's own, or as the hub itself puts what may be told of some threads. */
    private String body(String word, boolean drill, @Nullable Integer replaces) {
        boolean isSuggested = random.nextBoolean();
        String threads = isSuggested || random.nextBoolean() ? history.ids(MOST_THREADS, drill) : "";
        String own = isSuggested ? "" : """
                "title": "注意喚起 %1$s", "text": "本文 %1$s",
                "indicators": [{"type": "domain-name", "value": "%1$s.example"}],""".formatted(word);
        return """
                {"threads": [%s], "sectors": ["%s"], "tlp": "%s", "relay": "%s", "exercise": %s, %s %s
                 "countermeasures": "対策 %s"}""".formatted(
                        threads,
                        history.any(SECTORS),
                        history.any(LABELS),
                        random.nextBoolean() ? "STEPWISE" : "AT_ONCE",
                        drill,
                        own,
                        replaces == null ? "" : "\"replaces\": %d,".formatted(replaces),
                        word);
    }

    /** What another revision has replaced is out, but for whoever has drafted it. */
    private void plant(String word, BulletinId id, JsonNode answer, boolean drill) {
        int revision = answer.path("revision").asInt();
        history.plant(new Canary(
                word,
                "revision %d of a bulletin".formatted(revision),
                () -> drill,
                viewer -> written(id).draft().revision() == revision
                        ? reads(viewer, written(id))
                        : viewer.role() == Role.NCO));
    }

    /** Each originator approves or does not; then it is issued, if it may be. */
    private void issue() {
        history.some(in(Drafted.class)).ifPresent(id -> {
            var draft = written(id).draft();
            for (OperatorSlug originator : draft.facts().originators()) {
                String answer = random.nextInt(4) > 0
                        ? "\"approved\": true, \"tlp\": \"%s\""
                                .formatted(draft.facts().tlp())
                        : "\"approved\": false, \"reason\": \"不可 %s\"".formatted(declined(originator));
                history.post(History.token(originator), "/v1/bulletins/%s/approval".formatted(id), """
                        {"revision": %d, %s}""".formatted(
                                draft.revision(), answer));
            }
            history.post(NCO, "/v1/bulletins/%s/issue".formatted(id), "");
        });
    }

    private String declined(OperatorSlug originator) {
        return history.planted(
                "declined",
                (viewer, _) ->
                        viewer.role() == Role.NCO || viewer.organisation().equals(originator.value()));
    }

    private void passOn() {
        history.some(in(Published.class))
                .ifPresent(id -> RELAYS.stream()
                        .filter(_ -> random.nextBoolean())
                        .forEach(relay -> history.post(
                                relay,
                                "/v1/bulletins/%s/%s".formatted(id, random.nextBoolean() ? "relay" : "receipt"),
                                "")));
    }

    private void recall() {
        history.some(in(Issued.class)).ifPresent(id -> {
            String word = history.planted("recall", (viewer, _) -> reads(viewer, written(id)));
            history.post(NCO, "/v1/bulletins/%s/recall".formatted(id), """
                    {"reason": "誤り %s"}""".formatted(word));
        });
    }

    // --- as it is recorded

    private Written written(BulletinId id) {
        Bulletin bulletin = Bulletin.UNWRITTEN;
        for (RecordedEvent recorded : history.events("thread", id.toString())) {
            bulletin = Bulletin.evolve(bulletin, (BulletinEvent) recorded.payload());
        }
        return Bulletin.written(bulletin).orElseThrow();
    }

    private List<BulletinId> in(Class<? extends Bulletin> state) {
        return bulletins.stream().filter(id -> state.isInstance(written(id))).toList();
    }

    // --- who may read

    private boolean reads(Viewer viewer, Written bulletin) {
        return Readership.reads(viewer, bulletin, addressees.sectorsOf(viewer));
    }

    /** Whether a bulletin that the viewer may read states the word as an indicator. */
    boolean states(Viewer viewer, String word) {
        return bulletins.stream()
                .map(this::written)
                .filter(bulletin -> Optional.ofNullable(bulletin.draft().content()).stream()
                        .map(BulletinContent::indicators)
                        .flatMap(List::stream)
                        .anyMatch(indicator -> indicator.value().contains(word)))
                .anyMatch(bulletin -> reads(viewer, bulletin));
    }
}
