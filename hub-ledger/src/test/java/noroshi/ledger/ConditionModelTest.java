package noroshi.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import org.axonframework.eventsourcing.eventstore.AnnotationBasedTagResolver;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.Tag;
import org.jspecify.annotations.Nullable;

/** The ledger accepts and rejects what a list in memory would. */
class ConditionModelTest {

    private static final TestLedger ledger = TestLedger.on(TestServer.database());

    @AfterContainer
    static void close() {
        ledger.close();
    }

    /** @param behind how far before the head the decider stopped reading; null: no condition */
    record Try(
            List<Tale> events,
            EventCriteria criteria,
            @Nullable Integer behind) {}

    private record Held(QualifiedName type, Set<Tag> tags, Tale event) {}

    @Property(tries = 60)
    void acceptsWhatAListInMemoryAccepts(@ForAll("tries") List<Try> tries) {
        long base = ledger.ledger().head();
        List<Held> model = new ArrayList<>();
        for (Try attempt : tries) {
            long seen = Math.max(0, model.size() - (attempt.behind() == null ? 0 : attempt.behind()));
            boolean expected = attempt.behind() == null
                    || model.stream()
                            .skip(seen)
                            .noneMatch(held -> attempt.criteria().matches(held.type(), held.tags()));
            AppendCondition condition = attempt.behind() == null
                    ? AppendCondition.none()
                    : TestLedger.nothingAfter(base + seen, attempt.criteria());
            boolean accepted = ledger.append(condition, attempt.events().toArray())
                    .handle((position, failure) -> failure == null)
                    .join();
            assertThat(accepted).isEqualTo(expected);
            if (expected) {
                attempt.events().forEach(event -> model.add(held(event)));
            }
        }
        assertThat(events(base)).isEqualTo(model.stream().map(Held::event).toList());
    }

    @Property(tries = 40)
    void acceptsTheSameWhenAllShareAGroup(@ForAll("tries") List<Try> tries) {
        long base = ledger.ledger().head();
        List<CompletableFuture<Boolean>> answers = new ArrayList<>();
        for (Try attempt : tries) {
            AppendCondition condition = attempt.behind() == null
                    ? AppendCondition.none()
                    : TestLedger.nothingAfter(base, attempt.criteria());
            answers.add(ledger.append(condition, attempt.events().toArray())
                    .handle((position, failure) -> failure == null));
        }
        List<Held> model = new ArrayList<>();
        for (int i = 0; i < tries.size(); i++) {
            Try attempt = tries.get(i);
            boolean expected = attempt.behind() == null
                    || model.stream().noneMatch(held -> attempt.criteria().matches(held.type(), held.tags()));
            assertThat(answers.get(i).join()).isEqualTo(expected);
            if (expected) {
                attempt.events().forEach(event -> model.add(held(event)));
            }
        }
        assertThat(events(base)).isEqualTo(model.stream().map(Held::event).toList());
    }

    private static List<Tale> events(long after) {
        return ledger.ledger().read(after, 10_000).stream()
                .map(event -> (Tale) event.payload())
                .toList();
    }

    private static Held held(Tale event) {
        EventMessage message = ledger.event(UUID.randomUUID(), event).event();
        return new Held(message.type().qualifiedName(), new AnnotationBasedTagResolver().resolve(message), event);
    }

    @Provide
    Arbitrary<List<Try>> tries() {
        Arbitrary<List<Tale>> events = event().list().ofMinSize(1).ofMaxSize(3);
        Arbitrary<EventCriteria> criteria =
                criterion().list().ofMinSize(1).ofMaxSize(3).map(EventCriteria::either);
        Arbitrary<@Nullable Integer> behind =
                Arbitraries.integers().between(0, 4).injectNull(0.2);
        return Combinators.combine(events, criteria, behind)
                .as(Try::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(12);
    }

    private static Arbitrary<Tale> event() {
        Arbitrary<String> thread = Arbitraries.of("t1", "t2", "t\"3\\");
        Arbitrary<Integer> number = Arbitraries.integers().between(0, 9);
        Arbitrary<Tale> told = Combinators.combine(thread, number).as(Tale::told);
        Arbitrary<Tale> ended = Combinators.combine(thread, number).as(Tale.Ended::new);
        Arbitrary<Tale> changed = Combinators.combine(
                        Arbitraries.of("all", "some").set().ofMaxSize(2), number)
                .as(Tale.Changed::new);
        return Arbitraries.oneOf(told, ended, changed);
    }

    private static Arbitrary<EventCriteria> criterion() {
        Arbitrary<Set<Tag>> tags = Arbitraries.of(
                        Tag.of("thread", "t1"),
                        Tag.of("thread", "t\"3\\"),
                        Tag.of("operator", "acme"),
                        Tag.of("scope", "all"))
                .set()
                .ofMaxSize(2);
        Arbitrary<Set<QualifiedName>> types = Arbitraries.of("tale.Told", "tale.Ended", "tale.Changed")
                .map(QualifiedName::new)
                .set()
                .ofMaxSize(2);
        return Combinators.combine(tags, types)
                .as((tagged, typed) -> EventCriteria.havingTags(tagged).andBeingOneOfTypes(typed));
    }
}
