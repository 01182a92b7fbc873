package noroshi.api.taxii;

import static noroshi.api.view.Story.Telling.about;
import static noroshi.api.view.Story.viewer;
import static noroshi.core.report.Consent.CEPTOAR_ANONYMISED;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import noroshi.api.export.stix.Campaigns;
import noroshi.api.export.stix.Companions;
import noroshi.api.export.stix.Edition;
import noroshi.api.export.stix.Editions;
import noroshi.api.export.stix.Incident.Named;
import noroshi.api.export.stix.Incidents;
import noroshi.api.export.stix.Revocations;
import noroshi.api.export.stix.StixSchemas;
import noroshi.api.view.Campaigning;
import noroshi.api.view.RecordFixture;
import noroshi.api.view.Story;
import noroshi.core.bulletin.BulletinCommand.DraftBulletin;
import noroshi.core.bulletin.BulletinCommand.IssueBulletin;
import noroshi.core.bulletin.BulletinCommand.RecallBulletin;
import noroshi.core.bulletin.BulletinCommand.RelayBulletin;
import noroshi.core.bulletin.BulletinContent;
import noroshi.core.bulletin.BulletinFacts;
import noroshi.core.bulletin.BulletinId;
import noroshi.core.bulletin.Imported;
import noroshi.core.bulletin.MarkedIndicator;
import noroshi.core.bulletin.Recipient;
import noroshi.core.bulletin.Relay;
import noroshi.core.report.Indicator;
import noroshi.core.report.Remark;
import noroshi.core.report.Tlp;
import noroshi.core.sector.SectorCode;
import noroshi.core.sharing.Viewer.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** What is told by TAXII beside incidents, to whom, and what is taken back. */
@Timeout(120)
class TaxiiSharingTest {

    private static final String OFFICE = "nco:mori";
    private static final String MLIT = "ministry:MLIT:tanaka";
    private static final String METI = "ministry:METI:sato";
    private static final String MIC = "ministry:MIC:ueda";
    private static final String PORT_CEPTOAR = "ceptoar:PORT";
    private static final String GAS_CEPTOAR = "ceptoar:GAS";
    private static final String C2 = "c2.attacker.example";

    @SuppressWarnings("NullAway.Init")
    private static RecordFixture record;

    @SuppressWarnings("NullAway.Init")
    private static TaxiiReader taxii;

    @BeforeAll
    static void open() throws Exception {
        record = new RecordFixture();
        taxii = new TaxiiReader(record);
        // masked, a thread tells a sector only of which three operators could be meant
        record.register(2, "HEALTHCARE");
        record.register(2, "CHEMICAL");
        record.catchUp();
    }

    @AfterAll
    static void close() {
        record.close();
    }

    /** Two things recorded at the same microsecond are told together. */
    private static Instant tick() {
        record.setClock(record.clock().instant().plusSeconds(60));
        return record.clock().instant();
    }

    private static BulletinId draft(int number, Tlp tlp, Relay relay, BulletinContent content, String... sectors) {
        var id = new BulletinId(new UUID(((long) number << 16) | 0x4000L, Long.MIN_VALUE | number));
        var facts = new BulletinFacts(
                List.of(), Stream.of(sectors).map(SectorCode::new).toList(), tlp, false, relay);
        record.send(new DraftBulletin(id, facts, content, OFFICE, tick()));
        return id;
    }

    private static void issue(BulletinId id) throws Exception {
        record.send(new IssueBulletin(id, List.of(), 1, OFFICE, tick()));
        record.catchUp();
    }

    private static BulletinContent content(String title) {
        return new BulletinContent(title, title + " の本文", List.of(new Indicator("domain-name", C2)), "遮断");
    }

    private static void recall(BulletinId id) throws Exception {
        record.send(new RecallBulletin(id, List.of(), new Remark("誤り"), OFFICE, tick()));
        record.catchUp();
    }

    private static List<JsonNode> named(List<JsonNode> objects, String type) {
        return objects.stream()
                .filter(one -> one.path("type").asString().equals(type))
                .toList();
    }

    private static void assertValid(List<JsonNode> objects) {
        assertThat(objects)
                .isNotEmpty()
                .allSatisfy(object -> assertThat(StixSchemas.faults(object))
                        .as(object.toString())
                        .isEmpty());
    }

    @Test
    void aBulletinIsAReportInTheCollectionsOfItsSectors() throws Exception {
        var gas = taxii.new Poll(METI, "GAS");
        gas.next();
        var id = draft(1, Tlp.AMBER, Relay.AT_ONCE, content("港と都市ガスへの注意喚起"), "PORT", "GAS");
        record.catchUp();
        assertThat(gas.next("report")).as("a draft is nobody's").isEmpty();
        issue(id);

        List<JsonNode> told = gas.next();
        assertValid(told);
        JsonNode report = named(told, "report").getFirst();
        assertThat(report.path("name").asString()).isEqualTo("港と都市ガスへの注意喚起");
        assertThat(report.path("description").asString()).contains("の本文", "対策: 遮断");
        JsonNode indicator = named(told, "indicator").getFirst();
        assertThat(indicator.path("pattern").asString()).isEqualTo("[domain-name:value = '%s']".formatted(C2));
        assertThat(report.path("object_refs").valueStream().map(JsonNode::asString))
                .contains(indicator.path("id").asString())
                .hasSize(3)
                .isSubsetOf(told.stream().map(one -> one.path("id").asString()).toList());
        assertThat(taxii.last(MLIT, "PORT", "report"))
                .as("the same object in either collection")
                .contains(report);
        assertThat(taxii.last("ministry:MHLW:mori", "GAS", "report,indicator"))
                .as("AMBER")
                .isEmpty();
        assertThat(taxii.last("police:23", "GAS", "report,indicator"))
                .as("AMBER")
                .isEmpty();
        assertThat(taxii.last(OFFICE, "ELECTRICITY", "report").toString())
                .as("not its sector")
                .doesNotContain(report.path("id").asString());
    }

    @Test
    void whomABulletinReachesLaterFindsItBehindItsLastPoll() throws Exception {
        var ceptoar = taxii.new Poll(PORT_CEPTOAR, "PORT");
        var ministry = taxii.new Poll(MLIT, "PORT");
        var id = draft(2, Tlp.AMBER, Relay.STEPWISE, content("順次の提供"), "PORT");
        issue(id);
        ministry.next();
        assertThat(ceptoar.next("report"))
                .noneMatch(one -> one.path("name").asString().equals("順次の提供"));

        record.send(new RelayBulletin(
                id, List.of(), new Recipient(Role.MINISTRY, "MLIT"), List.of(new SectorCode("PORT")), MLIT, tick()));
        record.catchUp();
        assertThat(ceptoar.next("report"))
                .extracting(one -> one.path("name").asString())
                .containsExactly("順次の提供");
        assertThat(ministry.next("report"))
                .as("nothing new for whom it had reached")
                .isEmpty();
    }

    @Test
    void whoComesToReadABulletinByTheRegisterFindsItBehindItsLastPoll() throws Exception {
        issue(draft(6, Tlp.AMBER, Relay.AT_ONCE, content("所管の前の注意喚起"), "GAS"));
        var program = new TaxiiReader(record);
        long from = record.ledger().head() + 3;
        program.since.put(new SectorCode("GAS"), from);
        var poll = program.new Poll(METI, "GAS");
        Story.begin(record, about("nangoku-gas", "before-competence"));
        record.catchUp();
        assertThat(record.ledger().head()).isLessThan(from);
        assertThat(named(poll.next(), "report")).isEmpty();

        Story.begin(record, about("nangoku-gas", "since-competence"));
        record.catchUp();
        List<JsonNode> told = poll.next();
        assertValid(told);
        assertThat(named(told, "report"))
                .extracting(one -> one.path("name").asString())
                .contains("所管の前の注意喚起")
                .doesNotHaveDuplicates();
        assertThat(poll.next("report")).as("once").isEmpty();
        assertThat(program.objects(METI, TaxiiReader.ROOT + "collections/GAS/manifest/?limit=1000"))
                .isSortedAccordingTo(java.util.Comparator.comparing(
                        entry -> entry.path("date_added").asString()));
    }

    @Test
    void whatIsRecalledIsRevokedForAllWhoHadItAndSaysNothingAnyMore() throws Exception {
        var id = draft(3, Tlp.AMBER, Relay.AT_ONCE, content("誤った注意喚起"), "GAS");
        issue(id);
        var ceptoar = taxii.new Poll(GAS_CEPTOAR, "GAS");
        JsonNode had = ceptoar.next("report").stream()
                .filter(one -> one.path("name").asString().equals("誤った注意喚起"))
                .findFirst()
                .orElseThrow();
        recall(id);

        List<JsonNode> told = ceptoar.next();
        assertValid(told);
        List<JsonNode> revoked = told.stream()
                .filter(one -> one.path("revoked").asBoolean(false))
                .toList();
        assertThat(revoked)
                .hasSize(2)
                .extracting(one -> one.path("id").asString())
                .containsAll(had.path("object_refs")
                        .valueStream()
                        .map(JsonNode::asString)
                        .filter(one -> one.startsWith("indicator"))
                        .toList())
                .contains(had.path("id").asString());
        assertThat(revoked.toString()).doesNotContain(C2, "誤った注意喚起");
        assertThat(taxii.objects(
                                GAS_CEPTOAR,
                                TaxiiReader.ROOT + "collections/GAS/objects/?limit=1000&match[version]=all&match[id]="
                                        + had.path("id").asString())
                        .toString())
                .as("nor do its older versions")
                .doesNotContain("誤った注意喚起");
        assertThat(taxii.last(PORT_CEPTOAR, "PORT", "report").toString())
                .as("whoever never had it")
                .doesNotContain(had.path("id").asString());
    }

    @Test
    void anImportedIndicatorKeepsItsMarkingAndIsToldToWhomItLets() throws Exception {
        var imported = new Imported(
                "JPCERT/CC",
                "bundle--5",
                List.of(
                        new MarkedIndicator(new Indicator("ipv4-addr", "203.0.113.1"), Tlp.CLEAR, "indicator--clear"),
                        new MarkedIndicator(new Indicator("ipv4-addr", "203.0.113.2"), Tlp.AMBER, "indicator--amber"),
                        new MarkedIndicator(
                                new Indicator("ipv4-addr", "203.0.113.3"), Tlp.AMBER_STRICT, "indicator--strict")));
        issue(draft(4, Tlp.GREEN, Relay.AT_ONCE, content("取り込んだ情報").importing(imported), "ELECTRICITY"));

        List<JsonNode> all = taxii.last(OFFICE, "ELECTRICITY", "indicator,report");
        assertValid(all);
        assertThat(all.toString()).contains("203.0.113.1", "203.0.113.2", "203.0.113.3", "JPCERT/CC");
        assertThat(named(all, "indicator"))
                .filteredOn(one -> one.path("pattern").asString().contains("203.0.113.3"))
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.at("/object_marking_refs/0").asString())
                            .isEqualTo("marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003");
                    assertThat(one.at("/external_references/0/external_id").asString())
                            .isEqualTo("indicator--strict");
                });
        List<JsonNode> others = taxii.last("police:23", "ELECTRICITY", "indicator,report");
        assertThat(others.toString()).contains("203.0.113.1", C2).doesNotContain("203.0.113.2", "203.0.113.3");
        assertThat(named(others, "report")
                        .getFirst()
                        .path("object_refs")
                        .valueStream()
                        .map(JsonNode::asString))
                .filteredOn(one -> one.startsWith("indicator"))
                .as("nor their ids")
                .hasSize(2);
    }

    @Test
    void aCampaignStandsWhereItsThreadsDo() throws Exception {
        Story chemical = Story.begin(record, about("setouchi-chem", "campaign-chemical"));
        Story medical = Story.begin(record, about("kitahama-medical", "campaign-medical"));
        record.catchUp();
        var meti = taxii.new Poll(METI, "CHEMICAL");
        var ofHealthcare = taxii.new Poll(METI, "HEALTHCARE");
        meti.next();
        assertThat(ofHealthcare.next("incident")).as("another ministry's").isEmpty();
        tick();
        var campaign = Campaigning.of(record, "連続攻撃").declaring(Tlp.AMBER, chemical, medical);
        record.catchUp();

        List<JsonNode> told = meti.next();
        assertValid(told);
        JsonNode object = named(told, "campaign").getFirst();
        assertThat(object.path("name").asString()).isEqualTo("連続攻撃");
        JsonNode link = named(told, "relationship").getFirst();
        assertThat(link.path("relationship_type").asString()).isEqualTo("attributed-to");
        assertThat(link.path("target_ref").asString())
                .isEqualTo(object.path("id").asString());
        assertThat(taxii.last(METI, "CHEMICAL", "incident"))
                .extracting(one -> one.path("id").asString())
                .contains(link.path("source_ref").asString());
        assertThat(taxii.objects(
                        METI,
                        TaxiiReader.ROOT
                                + "collections/CHEMICAL/objects/%s/"
                                        .formatted(object.path("id").asString())))
                .as("found by its id")
                .containsExactly(object);

        List<JsonNode> beside = ofHealthcare.next();
        assertValid(beside);
        assertThat(named(beside, "incident"))
                .as("what a campaign holds beside its own is told after the last poll, without words")
                .singleElement()
                .satisfies(one -> assertThat(one.path("name").asString()).isEqualTo("非公開の事案"));
        assertThat(named(beside, "campaign")).containsExactly(object);
        assertThat(
                        ids(
                                taxii.objects(
                                        METI,
                                        TaxiiReader.ROOT
                                                + "collections/HEALTHCARE/objects/?limit=1000&match[version]=first&match[type]=incident")))
                .as("what it is shown first is the first")
                .containsAll(ids(named(beside, "incident")));
        assertThat(beside.toString()).doesNotContain("kitahama");
        assertThat(taxii.last("police:23", "CHEMICAL", "campaign,relationship"))
                .as("who may know of no campaign")
                .noneMatch(one -> one.path("relationship_type").asString("").equals("attributed-to"));

        String incident = named(beside, "incident").getFirst().path("id").asString();
        tick();
        campaign.unlinking(medical);
        record.catchUp();
        List<JsonNode> taken = ofHealthcare.next();
        assertValid(taken);
        assertThat(revoked(taken))
                .as("and taken back, but for the campaign, which it knows by its own")
                .extracting(one -> one.path("id").asString())
                .contains(incident)
                .containsAll(ids(linking(beside, incident)));
        assertThat(named(taken, "campaign")).isEmpty();
        assertThat(meti.next("campaign,relationship"))
                .as("the other's unlinking is not its own")
                .isEmpty();

        tick();
        campaign.unlinking(chemical).closed();
        record.catchUp();
        assertThat(meti.next("campaign,relationship"))
                .hasSize(2)
                .allMatch(one -> one.path("revoked").asBoolean(false))
                .extracting(JsonNode::toString)
                .noneMatch(one -> one.contains("連続攻撃"));
    }

    @Test
    void nothingIsToldBeforeAllThatWasRecordedWithIt() throws Exception {
        tick();
        long before = record.ledger().head();
        Campaigning.of(record, "同時刻").declaring(Tlp.AMBER);
        Campaigning.of(record, "同時刻 2").declaring(Tlp.AMBER);
        assertThat(Shelf.whole(record.ledger(), before + 1)).isEqualTo(before);
        assertThat(Shelf.whole(record.ledger(), before + 2)).isEqualTo(before + 2);
        assertThat(Shelf.whole(record.ledger(), before)).isEqualTo(before);
        assertThat(Shelf.whole(record.ledger(), 0)).isZero();
    }

    @Test
    void aCampaignsWordsAreForWhomItsLabelLets() throws Exception {
        Story port = Story.begin(record, about("isewan-terminal", "campaign-red"));
        tick();
        Campaigning.of(record, "極秘の名称").declaring(Tlp.RED, port);
        record.catchUp();
        assertThat(taxii.last(OFFICE, "PORT", "campaign").toString()).contains("極秘の名称");
        assertThat(taxii.last(MLIT, "PORT", "campaign").toString())
                .contains("非公開の攻撃キャンペーン")
                .doesNotContain("極秘の名称");
    }

    @Test
    void whatIsReadByItsLabelIsRevokedWhenTheLabelNarrows() throws Exception {
        Story open = Story.begin(record, about("setouchi-chem", "narrowed").tlp(Tlp.GREEN));
        record.catchUp();
        var police = taxii.new Poll("ministry:MHLW:mori", "CHEMICAL");
        List<JsonNode> had = police.next();
        String incident = named(had, "incident").getLast().path("id").asString();
        String indicator = named(had, "indicator").getLast().path("id").asString();
        assertThat(linking(had, incident))
                .as("its sector, its operator, its indicator")
                .hasSize(3);

        open.label(Tlp.AMBER);
        record.catchUp();
        List<JsonNode> taken = police.next();
        assertValid(taken);
        assertThat(taken)
                .allMatch(one -> one.path("revoked").asBoolean(false))
                .extracting(one -> one.path("id").asString())
                .contains(incident, indicator)
                .containsAll(ids(linking(had, incident)));
        assertThat(taken.toString()).doesNotContain("setouchi", "192.0.2.");
        assertThat(police.next()).as("once").isEmpty();
        assertThat(taxii.last("ministry:MHLW:mori", "CHEMICAL", "incident"))
                .as("and so it stands")
                .filteredOn(one -> one.path("id").asString().equals(incident))
                .isNotEmpty()
                .allMatch(one -> one.path("revoked").asBoolean(false));

        Story never = Story.begin(record, about("setouchi-chem", "never-shown").tlp(Tlp.AMBER));
        never.label(Tlp.RED);
        record.catchUp();
        assertThat(police.next())
                .as("whoever never had it learns nothing by its end")
                .isEmpty();
    }

    @Test
    void whoseItIsIsTakenBackWithTheWordsWhereItIsStillKnownThatItIs() throws Exception {
        Story own = Story.begin(record, about("setouchi-chem", "masked-chemical"));
        Story open =
                Story.begin(record, about("kitahama-medical", "masked-medical").tlp(Tlp.GREEN));
        tick();
        Campaigning.of(record, "語の失効").declaring(Tlp.AMBER, own, open);
        record.catchUp();
        var meti = taxii.new Poll(METI, "HEALTHCARE");
        List<JsonNode> had = meti.next();
        String incident = named(had, "incident").getLast().path("id").asString();
        String operator = named(had, "identity").stream()
                .filter(one -> one.path("identity_class").asString().equals("organization"))
                .findFirst()
                .orElseThrow()
                .path("id")
                .asString();

        open.label(Tlp.AMBER);
        record.catchUp();
        List<JsonNode> taken = meti.next();
        assertValid(taken);
        assertThat(revoked(taken))
                .filteredOn(one -> one.path("relationship_type").asString("").equals("impacts"))
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.path("source_ref").asString()).isEqualTo(incident);
                    assertThat(one.path("target_ref").asString()).isEqualTo(operator);
                });
        assertThat(named(taken, "incident")).singleElement().satisfies(one -> {
            assertThat(one.path("id").asString()).isEqualTo(incident);
            assertThat(one.has("revoked")).isFalse();
        });
        assertThat(taken.toString()).doesNotContain("kitahama");
    }

    @Test
    void aCampaignThatWasKnownByALostThreadIsTakenBackWithItsLink() throws Exception {
        Story only =
                Story.begin(record, about("setouchi-chem", "campaign-narrowed").tlp(Tlp.GREEN));
        Story other =
                Story.begin(record, about("setouchi-chem", "campaign-open").tlp(Tlp.GREEN));
        tick();
        Campaigning.of(record, "片方で知る").declaring(Tlp.GREEN, only);
        Campaigning.of(record, "両方で知る").declaring(Tlp.GREEN, only, other);
        record.catchUp();
        var reader = taxii.new Poll("ministry:MHLW:mori", "CHEMICAL");
        List<JsonNode> had = reader.next();
        String lone = campaignNamed(had, "片方で知る");
        String both = campaignNamed(had, "両方で知る");
        String incident = named(had, "relationship").stream()
                .filter(one -> one.path("target_ref").asString().equals(lone))
                .findFirst()
                .orElseThrow()
                .path("source_ref")
                .asString();

        only.label(Tlp.AMBER);
        record.catchUp();
        List<JsonNode> taken = reader.next();
        assertValid(taken);
        assertThat(ids(revoked(taken))).contains(incident, lone).containsAll(ids(linking(had, incident)));
        assertThat(ids(taken)).as("told by the other still").doesNotContain(both);
        assertThat(taken.toString()).doesNotContain("片方で知る");
        for (JsonNode link : linking(had, incident)) {
            assertThat(taxii.objects(
                            "ministry:MHLW:mori",
                            TaxiiReader.ROOT
                                    + "collections/CHEMICAL/objects/%s/"
                                            .formatted(link.path("id").asString())))
                    .as("found by its id")
                    .singleElement()
                    .satisfies(one ->
                            assertThat(one.path("revoked").asBoolean(false)).isTrue());
        }
    }

    @Test
    void aLinkThatEndedBeforeTheThreadWasKnownIsNotNamedByARevocation() throws Exception {
        Story hidden =
                Story.begin(record, about("setouchi-chem", "campaign-hidden").tlp(Tlp.AMBER));
        tick();
        var campaign = Campaigning.of(record, "知らぬ間").declaring(Tlp.GREEN, hidden);
        tick();
        campaign.unlinking(hidden);
        tick();
        hidden.label(Tlp.GREEN);
        record.catchUp();
        var reader = taxii.new Poll("ministry:MHLW:mori", "CHEMICAL");
        assertThat(named(reader.next(), "incident")).isNotEmpty();

        hidden.label(Tlp.AMBER);
        record.catchUp();
        assertThat(reader.next())
                .isNotEmpty()
                .noneMatch(one -> one.path("type").asString().equals("campaign"))
                .noneMatch(one -> one.path("relationship_type").asString("").equals("attributed-to"));
    }

    private static String campaignNamed(List<JsonNode> objects, String name) {
        return named(objects, "campaign").stream()
                .filter(one -> one.path("name").asString().equals(name))
                .findFirst()
                .orElseThrow()
                .path("id")
                .asString();
    }

    /** The relationships from or to an object. */
    private static List<JsonNode> linking(List<JsonNode> objects, String id) {
        return named(objects, "relationship").stream()
                .filter(one -> one.path("source_ref").asString().equals(id)
                        || one.path("target_ref").asString().equals(id))
                .toList();
    }

    private static List<String> ids(List<JsonNode> objects) {
        return objects.stream().map(one -> one.path("id").asString()).toList();
    }

    @Test
    void anIndicatorThatACorrectionNoLongerStatesIsRevokedWithWhatPointedToIt() throws Exception {
        Story corrected =
                Story.begin(record, about("setouchi-chem", "corrected").tlp(Tlp.GREEN));
        record.catchUp();
        var reader = taxii.new Poll("ministry:MHLW:mori", "CHEMICAL");
        String wrong = named(reader.next(), "indicator").getLast().path("id").asString();

        corrected.naming(new Indicator("domain-name", "right.attacker.example"));
        record.catchUp();
        List<JsonNode> told = reader.next();
        assertValid(told);
        assertThat(revoked(told))
                .hasSize(2)
                .anySatisfy(one -> assertThat(one.path("id").asString()).isEqualTo(wrong))
                .anySatisfy(one -> assertThat(one.path("source_ref").asString()).isEqualTo(wrong));
        assertThat(named(told, "indicator"))
                .filteredOn(one -> !one.path("revoked").asBoolean(false))
                .singleElement()
                .satisfies(one -> assertThat(one.path("pattern").asString()).contains("right.attacker.example"));

        corrected.correct("件名の訂正");
        record.catchUp();
        assertThat(revoked(taxii.last("ministry:MHLW:mori", "CHEMICAL", "indicator")))
                .as("for who asks only now too")
                .anySatisfy(one -> assertThat(one.path("id").asString()).isEqualTo(wrong));
    }

    @Test
    void whatAReaderCouldNeverReadIsNotNamedToItByARevocation() throws Exception {
        Story widened = Story.begin(record, about("setouchi-chem", "widened").tlp(Tlp.RED));
        widened.naming(new Indicator("domain-name", "second.attacker.example"));
        widened.label(Tlp.GREEN);
        record.catchUp();
        var reader = taxii.new Poll("ministry:MHLW:mori", "CHEMICAL");
        List<JsonNode> had = reader.next();
        assertThat(revoked(had))
                .filteredOn(one -> one.path("source_ref").asString().startsWith("indicator"))
                .extracting(one -> one.path("target_ref").asString())
                .as("what a correction dropped while it was RED")
                .doesNotContain(named(had, "incident").getLast().path("id").asString());
        String indicator = named(had, "indicator").getLast().path("id").asString();

        widened.label(Tlp.AMBER);
        record.catchUp();
        assertThat(named(reader.next(), "indicator"))
                .singleElement()
                .satisfies(one -> assertThat(one.path("id").asString()).isEqualTo(indicator));
    }

    private static List<JsonNode> revoked(List<JsonNode> objects) {
        return objects.stream()
                .filter(one -> one.path("revoked").asBoolean(false))
                .toList();
    }

    @Test
    void aThreadThatChangesItsSectorIsFoundInTheNewOneAndLeavesTheOld() throws Exception {
        try (var own = new RecordFixture()) {
            var program = new TaxiiReader(own);
            Story moved = Story.begin(own, about("setouchi-chem", "moved").tlp(Tlp.GREEN));
            own.catchUp();
            var old = program.new Poll("ministry:MHLW:mori", "CHEMICAL");
            var other = program.new Poll("ministry:MHLW:mori", "GAS");
            List<JsonNode> had = old.next();
            String incident = named(had, "incident").getFirst().path("id").asString();
            assertThat(named(other.next(), "incident")).isEmpty();

            moved.ofSector("GAS");
            own.catchUp();
            List<JsonNode> left = old.next();
            assertValid(left);
            assertThat(left).singleElement().satisfies(one -> {
                assertThat(one.path("revoked").asBoolean()).isTrue();
                assertThat(one.path("relationship_type").asString()).isEqualTo("impacts");
                assertThat(ids(linking(had, incident))).contains(one.path("id").asString());
            });
            assertThat(program.last("ministry:MHLW:mori", "CHEMICAL", "incident"))
                    .as("what it was there stands there")
                    .singleElement()
                    .satisfies(one -> assertThat(one.has("revoked")).isFalse());
            List<JsonNode> entered = other.next();
            assertValid(entered);
            assertThat(ids(entered)).contains(incident);
            assertThat(revoked(entered)).isEmpty();
            assertThat(named(program.new Poll("ministry:MHLW:mori", "GAS").next(), "incident"))
                    .hasSize(1);

            moved.ofSector("CHEMICAL");
            own.catchUp();
            assertThat(revoked(other.next())).hasSize(1);
            assertThat(old.next())
                    .as("and back again")
                    .noneMatch(one -> one.has("revoked"))
                    .extracting(one -> one.path("id").asString())
                    .contains(incident)
                    .containsAll(ids(left));
            assertThat(revoked(program.last("ministry:MHLW:mori", "CHEMICAL", "relationship")))
                    .isEmpty();
        }
    }

    @Test
    void anOperatorThatIsRenamedHasAnotherVersion() throws Exception {
        var name = new AtomicReference<>(new Named("前の名", Instant.parse("2026-11-02T00:00:00.123456Z")));
        try (var own = new RecordFixture()) {
            var program = new TaxiiReader(own, _ -> Optional.of(name.get()));
            Story.begin(own, about("setouchi-chem", "renamed"));
            own.catchUp();
            JsonNode before = operator(program.last(METI, "CHEMICAL", "identity"));
            assertThat(before.path("modified").asString()).isEqualTo("2026-11-02T00:00:00.123Z");

            name.set(new Named("後の名", Instant.parse("2026-11-20T00:00:00Z")));
            JsonNode after = operator(program.last(METI, "CHEMICAL", "identity"));
            assertThat(after.path("id")).isEqualTo(before.path("id"));
            assertThat(after.path("created")).isEqualTo(before.path("created"));
            assertThat(after.path("name").asString()).isEqualTo("後の名");
            assertThat(after.path("modified").asString()).isEqualTo("2026-11-20T00:00:00.000Z");
        }
    }

    private static JsonNode operator(List<JsonNode> identities) {
        return identities.stream()
                .filter(one -> one.path("identity_class").asString().equals("organization"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aCampaignsVersionsSayHowItStoodThen() throws Exception {
        Story one = Story.begin(record, about("setouchi-chem", "campaign-then"));
        tick();
        var campaign = Campaigning.of(record, "当時の状態").declaring(Tlp.AMBER, one);
        tick();
        campaign.closed();
        record.catchUp();
        String id = campaignNamed(taxii.last(METI, "CHEMICAL", "campaign"), "当時の状態");
        assertThat(taxii.objects(
                        METI, TaxiiReader.ROOT + "collections/CHEMICAL/objects/%s/?match[version]=all".formatted(id)))
                .extracting(version -> version.at("/labels/0").asString())
                .containsExactly("declared", "closed");
    }

    @Test
    void anOperatorIsFoundByItsIdAndNoOthersIncidentsAreReadForIt() throws Exception {
        Story.begin(record, about("setouchi-chem", "identified").tlp(Tlp.GREEN));
        Story.begin(record, about("kitahama-medical", "identified-too").tlp(Tlp.GREEN));
        record.catchUp();
        JsonNode operator = taxii.last(METI, "CHEMICAL", "identity").stream()
                .filter(one -> one.path("name").asString().equals("setouchi-chem"))
                .findFirst()
                .orElseThrow();
        String id = operator.path("id").asString();
        assertThat(taxii.objects(METI, TaxiiReader.ROOT + "collections/CHEMICAL/objects/%s/".formatted(id)))
                .containsExactly(operator);

        var incidents = new Incidents(
                record.database(), _ -> Optional.empty(), TaxiiReader::operators, record.register()::masking);
        for (String line : List.of("CHEMICAL", "HEALTHCARE")) {
            var asked = new Editions.Asked(line, false, true, record.ledger().head(), Set.of(), Set.of(id));
            List<Edition> found = incidents
                    .between(viewer(METI), asked, 1, record.ledger().head(), 100)
                    .editions();
            assertThat(found)
                    .as(line)
                    .allSatisfy(one -> assertThat(one.objects())
                            .anyMatch(object -> object.id().equals(id)));
            assertThat(found.isEmpty()).as(line).isEqualTo(line.equals("HEALTHCARE"));
        }
    }

    @Test
    void whatIsMaskedStandsInTheCollectionOfASectorThatLeavesEnoughAndInNoOther() throws Exception {
        Story airport = Story.begin(record, about("new-airport", "masked-airport"));
        Story chemical = Story.begin(record, about("setouchi-chem", "masked-chemical"));
        Story city = Story.begin(record, about("midorikawa-city", "masked-city"));
        record.catchUp();
        var ofAirport = taxii.new Poll(MIC, "AIRPORT");
        var ofItsBusiness = taxii.new Poll(MIC, "KI_AIRPORT");
        var ofChemical = taxii.new Poll(MIC, "CHEMICAL");
        ofAirport.next();
        ofItsBusiness.next();
        ofChemical.next();
        tick();
        var campaign = Campaigning.of(record, "秘匿").declaring(Tlp.AMBER, airport, chemical, city);
        record.catchUp();

        assertThat(ofAirport.next()).isEmpty();
        assertThat(ofItsBusiness.next()).isEmpty();
        List<JsonNode> told = ofChemical.next();
        assertValid(told);
        assertThat(named(told, "incident")).singleElement().satisfies(one -> {
            assertThat(one.path("name").asString()).isEqualTo("非公開の事案");
            assertThat(isOf(chemical, one)).isTrue();
        });
        assertThat(named(told, "campaign")).hasSize(1);
        assertThat(taxii.last(OFFICE, "KI_AIRPORT", "incident"))
                .as("who reads it finds it under each of its lines")
                .anyMatch(one -> isOf(airport, one));

        tick();
        airport.granting(CEPTOAR_ANONYMISED);
        record.catchUp();
        assertThat(taxii.last("ceptoar:AIRPORT", "AIRPORT", "incident"))
                .as("its own sector, however few are in it")
                .filteredOn(one -> isOf(airport, one))
                .singleElement()
                .satisfies(one -> assertThat(one.path("name").asString()).isEqualTo("非公開の事案"));

        tick();
        campaign.unlinking(airport).unlinking(chemical);
        record.catchUp();
        assertThat(ofAirport.next()).as("nor by its end").isEmpty();
        assertThat(ofItsBusiness.next()).isEmpty();
        assertThat(revoked(ofChemical.next())).isNotEmpty();
    }

    @Test
    void whatWasReadUnderALineAndIsMaskedSinceIsTakenBackWhereItIsNotTold() throws Exception {
        Story airport = Story.begin(record, about("new-airport", "read-airport").tlp(Tlp.GREEN));
        Story chemical =
                Story.begin(record, about("setouchi-chem", "read-chemical").tlp(Tlp.GREEN));
        Story city = Story.begin(record, about("midorikawa-city", "read-city"));
        Campaigning.of(record, "読後").declaring(Tlp.AMBER, airport, chemical, city);
        record.catchUp();
        var ofAirport = taxii.new Poll(MIC, "AIRPORT");
        var ofChemical = taxii.new Poll(MIC, "CHEMICAL");
        assertThat(named(ofAirport.next(), "incident")).anyMatch(one -> isOf(airport, one));
        assertThat(named(ofChemical.next(), "incident")).anyMatch(one -> isOf(chemical, one));
        tick();
        airport.label(Tlp.AMBER);
        chemical.label(Tlp.AMBER);
        record.catchUp();

        List<JsonNode> taken = ofAirport.next();
        assertValid(taken);
        assertThat(taken).allMatch(one -> one.path("revoked").asBoolean(false));
        assertThat(taken.toString()).doesNotContain("new-airport");
        List<JsonNode> masked = ofChemical.next();
        assertThat(masked.toString()).doesNotContain("setouchi-chem");
        assertThat(named(masked, "incident")).singleElement().satisfies(one -> {
            assertThat(isOf(chemical, one)).isTrue();
            assertThat(one.path("revoked").asBoolean(false)).isFalse();
        });
        assertThat(named(masked, "indicator"))
                .isNotEmpty()
                .allMatch(one -> one.path("revoked").asBoolean(false));
    }

    private static boolean isOf(Story story, JsonNode incident) {
        return incident.at("/external_references/0/external_id")
                .asString("")
                .equals(story.thread().toString());
    }

    /** A page holds but a stretch of the record; what is the latest is the record's to say. */
    @Test
    void whatIsLatestAndWhatIsLostIsNotJudgedByWhereAPageEnds() throws Exception {
        Story chemical = Story.begin(record, about("setouchi-chem", "stretch-chemical"));
        Story medical = Story.begin(record, about("kitahama-medical", "stretch-medical"));
        tick();
        long before = record.ledger().head();
        var campaign = Campaigning.of(record, "区間").declaring(Tlp.AMBER, chemical, medical);
        long linked = record.ledger().head();
        medical.correct("件名の訂正");
        tick();
        campaign.closed();
        record.catchUp();
        long head = record.ledger().head();
        var all = new Editions.Asked("HEALTHCARE", false, false, head, null, Set.of());

        List<Edition> beside = new Companions(record.database(), record.register()::masking)
                .between(viewer(METI), all, before, linked, 100)
                .editions();
        assertThat(beside)
                .singleElement()
                .satisfies(one -> assertThat(one.isLatest())
                        .as("the correction came behind the stretch")
                        .isFalse());
        List<Edition> campaigns = new Campaigns(record.database(), record.campaigns(), record.register()::masking)
                .between(viewer(METI), all, before, linked, 100).editions().stream()
                        .filter(one -> one.objects().getFirst().type().equals("campaign"))
                        .toList();
        assertThat(campaigns)
                .singleElement()
                .satisfies(one -> assertThat(one.isLatest())
                        .as("it was closed behind the stretch")
                        .isFalse());
    }

    @Test
    void whatIsReadByItsLabelAgainByTheRecordsEndIsNotTakenBackWhereAPageEndsBefore() throws Exception {
        Story open = Story.begin(record, about("setouchi-chem", "again").tlp(Tlp.GREEN));
        tick();
        long before = record.ledger().head();
        open.label(Tlp.AMBER);
        long narrowed = record.ledger().head();
        open.label(Tlp.GREEN);
        record.catchUp();
        var asked = new Editions.Asked("CHEMICAL", false, true, record.ledger().head(), null, Set.of());

        assertThat(new Revocations(record.database(), record.register()::masking)
                        .between(viewer("ministry:MHLW:mori"), asked, before, narrowed, 100)
                        .editions())
                .isEmpty();
    }

    @Test
    void whatIsReadByItsLabelIsRevokedWhenItIsWithdrawn() throws Exception {
        Story general =
                Story.begin(record, about("setouchi-chem", "false-alarm").tlp(Tlp.GREEN));
        record.catchUp();
        var reader = taxii.new Poll("ministry:MHLW:mori", "CHEMICAL");
        String incident = named(reader.next(), "incident").getLast().path("id").asString();
        general.withdrawalRequested();
        general.deliveries().stream()
                .filter(one -> one.role() != noroshi.core.regime.Role.COPY)
                .forEach(one -> general.withdrawalAccepted(one.addressee().value()));
        record.catchUp();
        assertThat(reader.next())
                .filteredOn(one -> one.path("id").asString().equals(incident))
                .singleElement()
                .satisfies(one -> assertThat(one.path("revoked").asBoolean()).isTrue());
    }
}
