package noroshi.gateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import noroshi.avro.Bulletin;
import noroshi.avro.BulletinRecall;
import noroshi.core.bulletin.BulletinCase;
import noroshi.core.bulletin.BulletinCommand;
import noroshi.core.bulletin.BulletinCommand.DraftBulletin;
import noroshi.core.bulletin.BulletinCommand.IssueBulletin;
import noroshi.core.bulletin.BulletinCommand.RecallBulletin;
import noroshi.core.bulletin.BulletinCommand.RelayBulletin;
import noroshi.core.bulletin.BulletinContent;
import noroshi.core.bulletin.BulletinEvent;
import noroshi.core.bulletin.BulletinFacts;
import noroshi.core.bulletin.BulletinId;
import noroshi.core.bulletin.Recipient;
import noroshi.core.bulletin.Relay;
import noroshi.core.report.Indicator;
import noroshi.core.report.Remark;
import noroshi.core.report.Tlp;
import noroshi.core.sector.SectorCode;
import noroshi.core.sharing.Viewer.Role;
import noroshi.gateway.TestDatabase;
import noroshi.ledger.RecordedEvent;
import noroshi.ledger.ViewTables;
import org.junit.jupiter.api.Test;

class BulletinFeedTest {

    private static final ViewTables TABLES = new ViewTables("gateway", 1);
    private static final DataSource DATABASE = TestDatabase.empty();
    private static final Instant AT = Instant.parse("2026-11-12T09:00:00Z");
    private static final BulletinId ID = new BulletinId(new UUID(7, 7));
    private static final SectorCode PORT = new SectorCode("PORT");
    private static final SectorCode GAS = new SectorCode("GAS");

    private final RecordingPublisher publisher = new RecordingPublisher();
    private final List<RecordedEvent> events = new ArrayList<>();
    private final BulletinFeed feed =
            new BulletinFeed(ids -> Map.of(ID.toString(), List.copyOf(events)), publisher, publisher);
    private BulletinCase known = BulletinCase.NONE;
    private int projected;

    @Test
    void aBulletinIsPublishedToEachOfItsSectorsOnceItIsIssued() throws Exception {
        drafted(Relay.AT_ONCE, false);
        project();
        assertThat(publisher.published).isEmpty();
        issued();
        project();

        assertThat(publisher.topics()).containsExactly("bulletins.port", "bulletins.gas");
        assertThat(publisher.keys()).containsOnly(ID.toString());
        assertThat(publisher.ids()).doesNotHaveDuplicates();
        assertThat((Bulletin) publisher.published.getFirst().value()).satisfies(bulletin -> {
            assertThat(bulletin.getTitle()).isEqualTo("注意喚起");
            assertThat(bulletin.getIndicators()).hasSize(1);
            assertThat(bulletin.getSector()).isEqualTo("PORT");
        });
    }

    @Test
    void aRoundDoneAgainPublishesTheSameIds() throws Exception {
        drafted(Relay.AT_ONCE, false);
        issued();
        project();
        List<String> first = publisher.ids();
        projected = 0;
        project();

        assertThat(publisher.ids().subList(2, 4)).isEqualTo(first);
    }

    @Test
    void aDrillGoesToTheTopicsOfDrillsAlone() throws Exception {
        drafted(Relay.AT_ONCE, true);
        issued();
        recalled();
        projected = 1;
        project();

        assertThat(publisher.topics()).isNotEmpty().allMatch(topic -> topic.startsWith("exercise.bulletins."));
    }

    @Test
    void stepwiseItIsPublishedInASectorOnceItsCeptoarHasRelayedIt() throws Exception {
        drafted(Relay.STEPWISE, false);
        issued();
        project();
        relayed(Role.MINISTRY, "MLIT", PORT);
        project();
        assertThat(publisher.published).isEmpty();
        relayed(Role.CEPTOAR, "PORT", PORT);
        project();

        assertThat(publisher.topics()).containsExactly("bulletins.port");
        recalled();
        project();
        assertThat(publisher.topics()).containsExactly("bulletins.port", "bulletins.port");
    }

    @Test
    void aRecallFollowsEachBulletin() throws Exception {
        drafted(Relay.AT_ONCE, false);
        issued();
        project();
        recalled();
        project();

        assertThat(publisher.published.subList(2, 4)).allSatisfy(one -> {
            assertThat(one.key()).isEqualTo(ID.toString());
            assertThat(((BulletinRecall) one.value()).getReason()).isEqualTo("番地の誤り");
        });
    }

    @Test
    void whatIsRecalledByNowIsNotPublishedAnyMore() throws Exception {
        drafted(Relay.AT_ONCE, false);
        issued();
        recalled();
        project();

        assertThat(publisher.published)
                .hasSize(2)
                .allSatisfy(one -> assertThat(one.value()).isInstanceOf(BulletinRecall.class));
    }

    private void drafted(Relay relay, boolean exercise) {
        decide(new DraftBulletin(
                ID,
                new BulletinFacts(List.of(), List.of(PORT, GAS), Tlp.AMBER, exercise, relay),
                new BulletinContent("注意喚起", "内容", List.of(new Indicator("domain-name", "c2.attacker.example")), null),
                "nco:sato",
                AT));
    }

    private void issued() {
        decide(new IssueBulletin(ID, List.of(), 1, "nco:sato", AT));
    }

    private void relayed(Role role, String organisation, SectorCode sector) {
        decide(new RelayBulletin(ID, List.of(), new Recipient(role, organisation), List.of(sector), "officer", AT));
    }

    private void recalled() {
        decide(new RecallBulletin(ID, List.of(), new Remark("番地の誤り"), "nco:sato", AT));
    }

    private void decide(BulletinCommand command) {
        for (BulletinEvent event : known.decide(command)) {
            known = known.after(event);
            long position = events.size() + 1L;
            events.add(new RecordedEvent(
                    position,
                    position - 1,
                    new UUID(8, position),
                    event.getClass().getSimpleName(),
                    "1",
                    event.at(),
                    AT,
                    Set.of("thread=" + ID),
                    Map.of(),
                    event));
        }
    }

    private void project() throws Exception {
        List<RecordedEvent> batch = List.copyOf(events.subList(projected, events.size()));
        projected = events.size();
        try (Connection connection = DATABASE.getConnection()) {
            feed.project(batch, TABLES, connection);
        }
    }
}
