package noroshi.api.export.stix;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import noroshi.api.export.stix.Incident.Known;
import noroshi.api.export.stix.Incident.Named;
import noroshi.api.export.stix.Incident.State;
import noroshi.core.bulletin.Bulletin.Issued;
import noroshi.core.bulletin.BulletinContent;
import noroshi.core.bulletin.BulletinFacts;
import noroshi.core.bulletin.BulletinId;
import noroshi.core.bulletin.Draft;
import noroshi.core.bulletin.Imported;
import noroshi.core.bulletin.MarkedIndicator;
import noroshi.core.bulletin.Relay;
import noroshi.core.report.Content;
import noroshi.core.report.Indicator;
import noroshi.core.report.Tlp;
import noroshi.core.sector.SectorCode;
import noroshi.core.thread.Filings;
import org.junit.jupiter.api.Test;

/** Whoever has an object knows it again by its id alone: no release may give it another. */
class StixIdTest {

    private static final UUID THREAD = UUID.fromString("11111111-2222-8333-8444-555555555555");
    private static final UUID CAMPAIGN = UUID.fromString("66666666-7777-8888-9999-aaaaaaaaaaaa");
    private static final UUID BULLETIN = UUID.fromString("bbbbbbbb-cccc-4ddd-8eee-ffffffffffff");
    private static final Instant NOON = Instant.parse("2026-11-05T03:00:00Z");

    private static List<String> ids(List<StixObject> objects) {
        return objects.stream().map(StixObject::id).toList();
    }

    @Test
    void whatStandsInEveryCollectionKeepsItsId() {
        assertThat(ids(Bundle.opening("PORT", "港湾")))
                .endsWith(
                        "identity--6f055a1b-bc4b-5272-8f2b-6ceacb35d68e",
                        "identity--cc502c7b-21c8-5ca2-a2b1-36658bc18f09");
    }

    @Test
    void whatHangsOnAThreadKeepsItsId() {
        var content = new Content(
                "件名", "概要", List.of(new Indicator("ipv4-addr", "192.0.2.1")), Map.of(), Map.of(), List.of(), List.of());
        var filing =
                Filings.of(Filings.entry("isewan-terminal"), NOON, List.of()).filing();
        var known = new Known("isewan-terminal", new Named("伊勢湾ターミナル", NOON), filing, content, Map.of(), Set.of());
        var incident = new Incident(THREAD, NOON, 1, NOON, true, false, Tlp.AMBER, State.OPEN, known);

        assertThat(ids(Bundle.of(incident, "PORT")))
                .containsExactly(
                        "incident--11111111-2222-5333-8444-555555555555",
                        "relationship--11111111-2222-5333-afe6-f00ea60d3a7c",
                        "identity--459e0823-8b56-5fbe-88da-7f00b1179914",
                        "relationship--11111111-2222-5333-bc17-0ed70aafa3a4",
                        "indicator--11111111-2222-5333-9703-0186b238b8f1",
                        "relationship--11111111-2222-5333-bf45-c9b3d5d4aa86");
    }

    @Test
    void whatHangsOnACampaignKeepsItsId() {
        var link = new Link(CAMPAIGN, THREAD, 7, NOON, NOON, Tlp.AMBER, false, NOON, true);

        assertThat(ids(link.objects(false)))
                .containsExactly(
                        "campaign--66666666-7777-5888-9999-aaaaaaaaaaaa",
                        "relationship--66666666-7777-5888-b016-6d14c5bc8bc6");
    }

    @Test
    void whatHangsOnABulletinKeepsItsId() {
        var imported = new Imported(
                "JPCERT/CC",
                "bundle--x",
                List.of(new MarkedIndicator(new Indicator("ipv4-addr", "192.0.2.2"), Tlp.CLEAR, "indicator--x")));
        var content = new BulletinContent("題", "文", List.of(new Indicator("ipv4-addr", "192.0.2.1")), null, imported);
        var facts = new BulletinFacts(List.of(), List.of(new SectorCode("PORT")), Tlp.CLEAR, false, Relay.AT_ONCE);
        var draft = new Draft(new BulletinId(BULLETIN), 1, facts, content, NOON);
        var issued = new Issued(draft, Map.of(), NOON, Map.of(), Map.of());

        assertThat(ids(new Reports(Map.of()).of(new Reports.Version(issued, content, false, NOON, NOON))))
                .containsExactly(
                        "identity--cc502c7b-21c8-5ca2-a2b1-36658bc18f09",
                        "indicator--bbbbbbbb-cccc-5ddd-8d27-8955de134ba4",
                        "indicator--bbbbbbbb-cccc-5ddd-a65a-3235e14bf16b",
                        "report--bbbbbbbb-cccc-5ddd-8eee-ffffffffffff");
    }
}
