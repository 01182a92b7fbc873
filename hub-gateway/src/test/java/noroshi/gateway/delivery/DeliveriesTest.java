package noroshi.gateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.sql.Connection;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import noroshi.avro.ContentReference;
import noroshi.avro.DeliveredContent;
import noroshi.avro.Delivery;
import noroshi.core.report.Consents;
import noroshi.core.report.Mark;
import noroshi.core.report.PersonalData;
import noroshi.core.report.Tlp;
import noroshi.core.thread.ReportThreadEvent.DeliveriesMade;
import noroshi.gateway.wire.BrokerUnavailable;
import noroshi.ledger.RecordedEvent;
import noroshi.ledger.ViewTables;
import org.junit.jupiter.api.Test;

class DeliveriesTest {

    private static final ViewTables TABLES = new ViewTables("gateway", 1);
    /** Deliveries say nothing to the database but that they are alive. */
    private static final Connection LEASE_ALONE =
            answering(Connection.class, Map.of("createStatement", answering(Statement.class, Map.of("execute", true))));

    private static <T> T answering(Class<T> type, Map<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(
                DeliveriesTest.class.getClassLoader(), new Class<?>[] {type}, (_, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        return null;
                    }
                    if (arguments != null && !arguments[0].equals("select 1")) {
                        throw new AssertionError("%s(%s)".formatted(method.getName(), arguments[0]));
                    }
                    return Optional.ofNullable(answers.get(method.getName()))
                            .orElseThrow(() -> new AssertionError(method.getName()));
                }));
    }

    private final Story story = new Story();
    private final RecordingPublisher publisher = new RecordingPublisher();
    private final Deliveries deliveries = new Deliveries(
            story::histories,
            publisher,
            publisher,
            story::decide,
            InstantSource.fixed(Story.NOW.plusSeconds(5)),
            URI.create("http://localhost:8080"),
            new SimpleMeterRegistry());

    private void project() throws Exception {
        deliveries.project(new ArrayList<>(story.events), TABLES, LEASE_ALONE);
    }

    @Test
    void everyAddresseeGetsTheReportAndTheLedgerRecordsIt() throws Exception {
        story.filed(Tlp.AMBER, false);
        project();
        assertThat(publisher.topics())
                .containsExactlyInAnyOrder("deliveries.meti", "deliveries.pm-cao", "deliveries.nco");
        assertThat(publisher.published).allSatisfy(one -> {
            assertThat(one.key()).isEqualTo(Story.THREAD.toString());
            var delivery = (Delivery) one.value();
            assertThat(delivery.getKind()).isEqualTo("REPORT");
            assertThat(delivery.getReportId()).isEqualTo(Story.REPORT.value());
            assertThat(delivery.getArticle()).isNotBlank();
            assertThat(delivery.getContent()).isInstanceOf(DeliveredContent.class);
        });
        assertThat(story.events.getLast().payload())
                .isInstanceOfSatisfying(
                        DeliveriesMade.class,
                        made -> assertThat(made.deliveries()).hasSize(3));
    }

    /** Whoever holds a copy learns how far it may be passed on, without words and in the order of the record. */
    @Test
    void aLabelChangedByItselfIsToldToEachWhoHasTheReport() throws Exception {
        story.filed(Tlp.AMBER, false);
        project();
        publisher.published.clear();
        int known = story.events.size();

        story.narrowed(Tlp.RED).widened(Tlp.RED, Tlp.GREEN);
        deliveries.project(List.copyOf(story.events.subList(known, story.events.size())), TABLES, LEASE_ALONE);
        List<String> ids = publisher.ids();
        assertThat(publisher.published.stream().filter(one -> one.topic().equals("deliveries.meti")))
                .map(one -> (Delivery) one.value())
                .allSatisfy(told -> {
                    assertThat(told.getReportId()).isEqualTo(Story.REPORT.value());
                    assertThat(told.getContent())
                            .isEqualTo(new ContentReference("http://localhost:8080/v1/reports/" + Story.THREAD));
                })
                .extracting(told -> told.getKind() + " " + told.getTlp())
                .containsExactly("LABEL_CHANGED RED", "LABEL_CHANGED GREEN");
        assertThat(publisher.topics()).contains("deliveries.pm-cao", "deliveries.nco");
        assertThat(ids).doesNotHaveDuplicates();

        publisher.published.clear();
        deliveries.project(List.copyOf(story.events.subList(known, story.events.size())), TABLES, LEASE_ALONE);
        assertThat(publisher.ids()).as("a round done again").isEqualTo(ids);
    }

    /** The copy is where it is, whatever was agreed to since. */
    @Test
    void whoHoldsACopyByAConsentThatIsRevokedIsToldOfANarrowingAndOfNoWidening() throws Exception {
        story.filed(Tlp.AMBER, false, PersonalData.UNKNOWN, new Consents(false, true, false, false, false, false));
        project();
        story.consenting(Consents.NONE);
        project();
        publisher.published.clear();
        int known = story.events.size();

        story.narrowed(Tlp.RED).widened(Tlp.RED, Tlp.GREEN);
        deliveries.project(List.copyOf(story.events.subList(known, story.events.size())), TABLES, LEASE_ALONE);

        assertThat(publisher.published)
                .filteredOn(one -> one.topic().equals("deliveries.pref-police-23"))
                .extracting(one -> ((Delivery) one.value()).getTlp())
                .containsExactly("RED");
    }

    @Test
    void aLabelIsNotToldAsWiderThanItIsNow() throws Exception {
        story.filed(Tlp.RED, false).widened(Tlp.RED, Tlp.GREEN).narrowed(Tlp.AMBER);
        project();
        assertThat(publisher.published)
                .extracting(one -> ((Delivery) one.value()).getTlp())
                .isSubsetOf("RED", "AMBER")
                .contains("AMBER");
    }

    @Test
    void contactNeverLeavesOnATopic() throws Exception {
        story.filed(Tlp.CLEAR, false);
        project();
        assertThat(publisher.published)
                .isNotEmpty()
                .allSatisfy(one -> assertThat(one.value().toString()).doesNotContain("052-000-0000"));
    }

    /** What is marked later is bound wherever it is not on the topic yet. */
    @Test
    void personalDataLiesOnNoTopicAndWhatIsPrivilegedDoesWithItsMark() throws Exception {
        var advice = new Mark("details.advice", Mark.Flag.LEGAL_PRIVILEGE);
        var victim = new Mark("details.victim", Mark.Flag.PERSONAL_DATA);
        Map<String, Object> details = Map.of("advice", "助言", "victim", "被害者の氏名", "response", "遮断");
        story.filed(Tlp.AMBER, false)
                .marked(details)
                .marked(details, advice, victim)
                .marked(details, advice);
        project();

        List<DeliveredContent> told = publisher.published.stream()
                .filter(one -> one.topic().equals("deliveries.meti"))
                .map(one -> (DeliveredContent) ((Delivery) one.value()).getContent())
                .toList();
        assertThat(told)
                .extracting(content -> content.getDetails().keySet())
                .containsExactly(
                        Set.of("systems", "names"),
                        Set.of("advice", "response"),
                        Set.of("advice", "response"),
                        Set.of("advice", "victim", "response"));
        assertThat(told.getFirst().getMarks())
                .extracting(noroshi.avro.Mark::getItem, noroshi.avro.Mark::getFlag)
                .containsExactly(tuple("details.advice", "LEGAL_PRIVILEGE"), tuple("details.victim", "PERSONAL_DATA"));
        assertThat(told.getLast().getMarks())
                .extracting(noroshi.avro.Mark::getItem)
                .containsExactly("details.advice");
    }

    @Test
    void redGoesByReferenceOnly() throws Exception {
        story.filed(Tlp.RED, false);
        project();
        assertThat(publisher.published).hasSize(3).allSatisfy(one -> {
            assertThat(((Delivery) one.value()).getContent())
                    .isEqualTo(new ContentReference("http://localhost:8080/v1/reports/" + Story.THREAD));
            assertThat(one.value().toString()).doesNotContain("制御系").doesNotContain("chubu-power");
            assertThat(one.headers().values()).noneMatch(value -> value.contains("chubu-power"));
        });
    }

    @Test
    void whatIsTooLargeForARecordGoesByReferenceAndHoldsUpNothing() throws Exception {
        story.filed(Tlp.AMBER, false);
        publisher.longest = 900;
        project();
        assertThat(publisher.published)
                .hasSize(3)
                .allSatisfy(one -> assertThat(((Delivery) one.value()).getContent())
                        .isEqualTo(new ContentReference("http://localhost:8080/v1/reports/" + Story.THREAD)));
        assertThat(publisher.ids()).doesNotHaveDuplicates();
        assertThat(story.events.getLast().payload()).isInstanceOf(DeliveriesMade.class);
    }

    @Test
    void aConsentRevokedEndsWhatRestsOnItAlone() throws Exception {
        var police = new Consents(false, true, false, false, false, false);
        story.filed(Tlp.AMBER, false, PersonalData.UNKNOWN, police);
        project();
        assertThat(publisher.topics()).contains("deliveries.pref-police-23", "deliveries.npa");

        publisher.published.clear();
        story.consenting(Consents.NONE);
        project();
        assertThat(publisher.topics())
                .containsExactlyInAnyOrder("deliveries.meti", "deliveries.pm-cao", "deliveries.nco");

        // given again, it has what it missed
        publisher.published.clear();
        story.consenting(police);
        project();
        assertThat(publisher.topics().stream().filter("deliveries.pref-police-23"::equals))
                .hasSize(2);
    }

    @Test
    void aDrillGoesToTheTopicsForDrillsAlone() throws Exception {
        story.filed(Tlp.AMBER, true);
        project();
        assertThat(publisher.topics()).isNotEmpty().allMatch(topic -> topic.startsWith("exercise.deliveries."));
    }

    @Test
    void aRoundRepeatedAfterItWasRecordedSendsNothing() throws Exception {
        story.filed(Tlp.AMBER, false);
        List<RecordedEvent> batch = List.copyOf(story.events);
        project();
        int before = publisher.published.size();
        deliveries.project(batch, TABLES, LEASE_ALONE);
        assertThat(publisher.published).hasSize(before);
    }

    @Test
    void aRoundRepeatedBeforeItWasRecordedSendsTheSameIds() throws Exception {
        story.filed(Tlp.AMBER, false);
        List<RecordedEvent> unrecorded = List.copyOf(story.events);
        project();
        List<String> first = publisher.ids();
        publisher.published.clear();
        story.events.clear();
        story.events.addAll(unrecorded);
        project();
        assertThat(publisher.ids()).isEqualTo(first).doesNotHaveDuplicates();
    }

    @Test
    void theBrokerAwayFailsTheRoundAndRecordsNothing() {
        story.filed(Tlp.AMBER, false);
        publisher.away = true;
        assertThatThrownBy(this::project).isInstanceOf(BrokerUnavailable.class);
        assertThat(story.events).noneMatch(event -> event.payload() instanceof DeliveriesMade);
    }

    @Test
    void aLaterReportNeverPassesAnEarlierOneThatWasNotAcknowledged() throws Exception {
        story.filed(Tlp.AMBER, false).labelled(Tlp.GREEN);
        publisher.acknowledgement = () -> new CompletableFuture<Void>().orTimeout(100, TimeUnit.MILLISECONDS);
        assertThatThrownBy(this::project).isInstanceOf(TimeoutException.class);
        assertThat(publisher.published)
                .hasSize(3)
                .allSatisfy(
                        one -> assertThat(((Delivery) one.value()).getKind()).isEqualTo("REPORT"));

        publisher.acknowledgement = CompletableFuture::allOf;
        publisher.published.clear();
        project();
        assertThat(publisher.published.stream()
                        .filter(one -> one.topic().equals("deliveries.meti"))
                        .map(one -> ((Delivery) one.value()).getKind()))
                .containsExactly("REPORT", "CORRECTION");
    }

    @Test
    void aWithdrawalRequestIsDeliveredWithItsReason() throws Exception {
        story.filed(Tlp.AMBER, false);
        project();
        publisher.published.clear();
        var report = story.withdrawalRequested();
        project();
        assertThat(publisher.published).hasSize(3).allSatisfy(one -> {
            var delivery = (Delivery) one.value();
            assertThat(delivery.getKind()).isEqualTo("WITHDRAWAL_REQUEST");
            assertThat(delivery.getReportId()).isEqualTo(report.value());
            assertThat(((DeliveredContent) delivery.getContent()).getReason()).isEqualTo("誤検知");
        });
    }
}
