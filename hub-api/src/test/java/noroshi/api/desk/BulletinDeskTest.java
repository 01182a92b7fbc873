package noroshi.api.desk;

import static noroshi.api.Caller.ADMIN;
import static noroshi.api.Caller.CEPTOAR;
import static noroshi.api.Caller.MIC;
import static noroshi.api.Caller.MLIT;
import static noroshi.api.Caller.NCO;
import static noroshi.api.Caller.PM_CAO;
import static noroshi.api.Caller.TERMINAL;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathFactory;
import noroshi.api.Caller;
import noroshi.api.TestHub;
import noroshi.ledger.Commands;
import noroshi.ledger.Ledger;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@SpringBootTest(classes = TestHub.class)
@AutoConfigureMockMvc
class BulletinDeskTest {

    private static final String POWER = "OPERATOR~chubu-power~operator.chubu-power";
    private static final String HOSPITAL = "OPERATOR~kitahama-medical~operator.kitahama-medical";
    private static final String COUNCIL = "COUNCIL~ito~council.ito";
    private static final String DRAFT =
            "{\"threads\": %s, \"sectors\": [\"PORT\"], \"tlp\": \"AMBER\", \"title\": \"注意喚起\", \"text\": \"%s\"}";

    private final Caller caller;
    private final Cases cases;
    private final JdbcClient database;
    private final SettableClock clock;

    @Autowired
    BulletinDeskTest(Caller caller, Commands commands, Ledger ledger, DataSource database, SettableClock clock) {
        this.caller = caller;
        this.clock = clock;
        this.cases = new Cases(commands, ledger);
        this.database = JdbcClient.create(database);
    }

    @Test
    void anOriginatorSeesWhatWouldLeaveAndItLeavesAsItWasSeen() {
        String id = drafted(DRAFT.formatted(threads(), "VPN 装置の脆弱性"));
        JsonNode preview = read(TERMINAL, id);
        assertThat(preview.path("text").asString()).isEqualTo("VPN 装置の脆弱性");
        assertThat(preview.at("/approvals/0/state").asString()).isEqualTo("PENDING");
        assertThat(caller.get(CEPTOAR, "/v1/bulletins/" + id)).hasStatus(404);
        assertThat(caller.post(NCO, path(id, "issue"), "")).hasStatus(409);

        assertThat(caller.post(TERMINAL, path(id, "approval"), "{\"revision\": 1, \"approved\": true}"))
                .hasStatusOk();
        assertThat(caller.post(NCO, path(id, "issue"), "")).hasStatusOk();

        for (String reader : List.of(CEPTOAR, MLIT, PM_CAO, TERMINAL)) {
            assertThat(read(reader, id).path("text").asString()).isEqualTo("VPN 装置の脆弱性");
            assertThat(listed(reader)).contains(id);
        }
        for (String other : List.of(MIC, POWER, COUNCIL, ADMIN)) {
            assertThat(caller.get(other, "/v1/bulletins/" + id)).hasStatus(404);
            assertThat(listed(other)).doesNotContain(id);
        }
        // whose it is, its readers are not told
        assertThat(read(CEPTOAR, id).propertyNames()).doesNotContain("threads", "approvals");
        assertThat(text(caller.get(CEPTOAR, "/v1/bulletins?limit=500"))).doesNotContain("isewan");
    }

    @Test
    void withoutATextTheHubStatesWhatMayBeTold() {
        String id = drafted("{\"threads\": %s, \"sectors\": [\"PORT\"], \"tlp\": \"AMBER\"}".formatted(threads()));

        JsonNode draft = read(NCO, id);
        assertThat(draft.path("title").asString()).contains("ランサムウェア");
        // of ports there is but one in the register, so the sector is not told
        assertThat(draft.path("text").asString()).contains("2026年11月上旬").doesNotContain("港湾", "件名", "概要", "ターミナル");
    }

    @Test
    void whoseThreadItDrawsOnTheNationalOfficeIsToldNoMoreOnceTheThreadIsRed() {
        var hospital = cases.of("kitahama-medical", "HEALTHCARE");
        seen(hospital);
        String id = drafted(
                "{\"threads\": [\"%s\"], \"sectors\": [\"HEALTHCARE\"], \"tlp\": \"AMBER\", \"title\": \"注意\", \"text\": \"喚起\"}"
                        .formatted(hospital.thread()));
        JsonNode before = read(NCO, id);
        assertThat(before.at("/threads/0/operator").asString()).isEqualTo("kitahama-medical");
        assertThat(before.at("/approvals/0/operator").asString()).isEqualTo("kitahama-medical");

        narrowedToRed(hospital);

        JsonNode after = read(NCO, id);
        assertThat(after.toString()).doesNotContain("kitahama-medical");
        assertThat(after.at("/threads/0/threadId").asString())
                .isEqualTo(hospital.thread().toString());
        assertThat(after.at("/approvals/0/state").asString()).isEqualTo("PENDING");
        assertThat(body(caller.get(NCO, "/v1/bulletins?limit=500&state=DRAFTED"))
                        .path("items")
                        .valueStream()
                        .filter(item -> item.path("bulletinId").asString().equals(id)))
                .singleElement()
                .satisfies(item -> assertThat(item.toString()).doesNotContain("kitahama-medical"));
        assertThat(read(HOSPITAL, id).at("/threads/0/operator").asString()).isEqualTo("kitahama-medical");
    }

    /** By the hospital, whose thread it is. */
    private void narrowedToRed(Cases.Filed filed) {
        assertThat(caller.post(
                        HOSPITAL,
                        "/v1/reports/%s/tlp".formatted(filed.thread()),
                        "{\"tlp\": \"RED\", \"reason\": \"捜査中\"}"))
                .hasStatusOk();
        seen(filed);
    }

    private void seen(Cases.Filed filed) {
        assertThat(caller.get(NCO, "/v1/reports/%s?atLeast=%d".formatted(filed.thread(), cases.position(filed))))
                .hasStatusOk();
    }

    @Test
    void allThatTellsTheOriginatorIsNamedAtOnce() {
        var answer = caller.post(
                NCO, "/v1/bulletins", DRAFT.formatted(threads(), "伊勢湾ターミナル (052-123-4567) の tos01.isewan.example"));

        assertThat(answer).hasStatus(422);
        assertThat(body(answer).path("code").asString()).isEqualTo("TELLTALE");
        assertThat(body(answer).path("errors").findValuesAsString("item")).containsExactly("text", "text", "text");
        assertThat(body(answer).path("errors").toString()).contains("052-123-4567", "tos01.isewan.example");
    }

    @Test
    void aRedraftIsANewRevisionThatWaitsForApprovalAgain() {
        String threads = threads();
        String id = drafted(DRAFT.formatted(threads, "一案"));
        caller.post(TERMINAL, path(id, "approval"), "{\"revision\": 1, \"approved\": true}");
        var redrafted = caller.put(NCO, "/v1/bulletins/" + id, replacing(1, DRAFT.formatted(threads, "二案")));

        assertThat(redrafted).hasStatusOk();
        assertThat(body(redrafted).path("revision").asInt()).isEqualTo(2);
        assertThat(caller.post(TERMINAL, path(id, "approval"), "{\"revision\": 1, \"approved\": true}"))
                .hasStatus(409);
        assertThat(caller.post(
                        TERMINAL, path(id, "approval"), "{\"revision\": 2, \"approved\": false, \"reason\": \"不可\"}"))
                .hasStatusOk();
        assertThat(read(NCO, id).at("/approvals/0/reason").asString()).isEqualTo("不可");
        assertThat(caller.post(NCO, path(id, "issue"), "")).hasStatus(409);
        assertThat(caller.post(POWER, path(id, "approval"), "{\"revision\": 2, \"approved\": true}"))
                .hasStatus(404);
    }

    @Test
    void nobodyReplacesARevisionThatItHasNotRead() {
        String id = drafted(DRAFT.formatted("[]", "一案"));
        String second = DRAFT.formatted("[]", "二案");

        var unsaid = caller.put(NCO, "/v1/bulletins/" + id, second);
        assertThat(unsaid).hasStatus(422);
        assertThat(body(unsaid).at("/errors/0/item").asString()).isEqualTo("replaces");
        assertThat(body(unsaid).at("/errors/0/code").asString()).isEqualTo("INVALID");
        assertThat(caller.put(NCO, "/v1/bulletins/" + id, replacing(1, second))).hasStatusOk();
        var late = caller.put(NCO, "/v1/bulletins/" + id, replacing(1, DRAFT.formatted("[]", "三案")));
        assertThat(late).hasStatus(409);
        assertThat(body(late).path("code").asString()).isEqualTo("BULLETIN_CHANGED");
        assertThat(read(NCO, id).path("text").asString()).isEqualTo("二案");
        assertThat(caller.put(NCO, "/v1/bulletins/" + id, replacing(1, second)))
                .as("repeated")
                .hasStatusOk();

        assertThat(caller.post(NCO, "/v1/bulletins", replacing(1, second))).hasStatus(422);
    }

    private static String replacing(int revision, String draft) {
        return draft.replaceFirst("\\{", "{\"replaces\": %d, ".formatted(revision));
    }

    /** It could tell by the reason for which of its members it has reported (decision 22). */
    @Test
    void aCeptoarsReasonForDecliningNamesNoMember() {
        assertThat(caller.put(NCO, "/v1/register/operators/ceptoar-gas", """
                        {"name": "ガスセプター", "kind": "CEPTOAR", "prefecture": "13", "memberships": [{"sector": "GAS", "from": "2026-01-01"}],
                         "designations": [], "criticalComputer": false}""")).hasStatusOk();
        var filed = cases.of("ceptoar-gas", "GAS");
        String id = drafted(DRAFT.formatted("[\"%s\"]".formatted(filed.thread()), "文"));
        String declined = "{\"revision\": 1, \"approved\": false, \"reason\": \"%s\"}";
        String ceptoar = "OPERATOR~ceptoar-gas~operator.ceptoar-gas";

        var named = caller.post(ceptoar, path(id, "approval"), declined.formatted("南国ガスの希望による"));
        assertThat(named).hasStatus(422);
        assertThat(body(named).path("code").asString()).isEqualTo("TELLTALE");
        assertThat(read(NCO, id).at("/approvals/0/state").asString()).isEqualTo("PENDING");
        assertThat(caller.post(ceptoar, path(id, "approval"), declined.formatted("会員の希望による")))
                .hasStatusOk();
    }

    @Test
    void aRecallIsSeenInListAndFeedAndWhoStillHoldsACopy() {
        String id = drafted(DRAFT.formatted("[]", "回収の対象"));
        caller.post(NCO, path(id, "issue"), "");
        assertThat(feed(CEPTOAR)).contains(id, "回収の対象");
        caller.post(CEPTOAR, path(id, "receipt"), "");
        caller.post(MLIT, path(id, "receipt"), "");
        assertThat(caller.post(NCO, path(id, "recall"), "{\"reason\": \"番地の誤り\"}"))
                .hasStatusOk();
        caller.post(CEPTOAR, path(id, "receipt"), "");

        JsonNode recalled = read(CEPTOAR, id);
        assertThat(recalled.path("state").asString()).isEqualTo("RECALLED");
        assertThat(recalled.has("text")).isFalse();
        assertThat(recalled.path("recallReason").asString()).isEqualTo("番地の誤り");
        assertThat(feed(CEPTOAR)).contains(id, "番地の誤り").doesNotContain("回収の対象");
        assertThat(copies(id)).contains("ministry:MLIT RECEIVED", "ceptoar:PORT RETURNED", "pm-cao SENT");
    }

    @Test
    void allWhoMayHaveReadItAreToldToTheOfficeByNameOrByRole() {
        String amber = issued("AMBER", "AT_ONCE");
        assertThat(copies(amber))
                .contains("ministry:MLIT SENT", "ceptoar:PORT SENT", "operator:isewan-terminal SENT", "pm-cao SENT")
                .doesNotContain("ministry SENT", "ceptoar SENT", "council SENT", "ppc SENT", "police SENT");

        String green = issued("GREEN", "AT_ONCE");
        assertThat(caller.post(COUNCIL, path(green, "receipt"), "")).hasStatusOk();
        assertThat(caller.post(MIC, path(green, "receipt"), "")).hasStatusOk();
        assertThat(copies(green))
                .contains("ministry:MLIT SENT", "ceptoar:PORT SENT", "pm-cao SENT", "ppc SENT")
                .contains("ministry SENT", "ceptoar SENT", "council SENT", "police SENT")
                .contains("ministry:MIC RECEIVED", "council:ito RECEIVED")
                .doesNotContain("operator SENT", "hq SENT", "auditor SENT", "admin SENT");

        assertThat(copies(issued("CLEAR", "AT_ONCE"))).contains("operator SENT", "hq SENT", "auditor SENT");
        assertThat(copies(issued("CLEAR", "STEPWISE")))
                .contains("ministry:MLIT SENT", "pm-cao SENT", "ceptoar:PORT NOT_REACHED")
                .doesNotContain("ministry SENT", "ceptoar SENT", "operator SENT");
        assertThat(read(MLIT, green).path("copies").findValuesAsString("recipient"))
                .as("whoever relays it sees whom it relays to")
                .doesNotContain("pm-cao", "ministry", "council");
    }

    @Test
    void anOriginatorOutsideTheSectorsHoldsACopyTooAndIsNamedNoLongerThanItsThread() {
        var hospital = cases.of("kitahama-medical", "HEALTHCARE");
        seen(hospital);
        String id = drafted(DRAFT.formatted("[\"%s\"]".formatted(hospital.thread()), "文"));
        assertThat(caller.post(HOSPITAL, path(id, "approval"), "{\"revision\": 1, \"approved\": true}"))
                .hasStatusOk();
        assertThat(caller.post(NCO, path(id, "issue"), "")).hasStatusOk();
        assertThat(copies(id)).contains("operator:kitahama-medical SENT");
        assertThat(caller.post(HOSPITAL, path(id, "receipt"), "")).hasStatusOk();
        assertThat(copies(id)).contains("operator:kitahama-medical RECEIVED");

        narrowedToRed(hospital);

        assertThat(copies(id)).contains("nobody named RECEIVED");
        assertThat(read(NCO, id).toString()).doesNotContain("kitahama-medical");
    }

    private String issued(String tlp, String relay) {
        String id = drafted(
                "{\"sectors\": [\"PORT\"], \"tlp\": \"%s\", \"title\": \"件\", \"text\": \"文\", \"relay\": \"%s\"}"
                        .formatted(tlp, relay));
        assertThat(caller.post(NCO, path(id, "issue"), "")).hasStatusOk();
        return id;
    }

    /** Whose copies the national office is told of, and what is known of each. */
    private List<String> copies(String id) {
        return read(NCO, id)
                .path("copies")
                .valueStream()
                .map(copy -> copy.path("recipient").asString("nobody named") + " "
                        + copy.path("state").asString())
                .toList();
    }

    @Test
    void stepwiseItIsRelayedByTheMinistryThenTheCeptoar() {
        String id = drafted(
                "{\"sectors\": [\"PORT\"], \"tlp\": \"GREEN\", \"title\": \"件\", \"text\": \"文\", \"relay\": \"STEPWISE\"}");
        caller.post(NCO, path(id, "issue"), "");

        assertThat(caller.get(CEPTOAR, "/v1/bulletins/" + id)).hasStatus(404);
        assertThat(caller.post(CEPTOAR, path(id, "relay"), "")).hasStatus(404);
        assertThat(caller.post(MIC, path(id, "relay"), "")).hasStatus(404);
        assertThat(caller.post(MLIT, path(id, "relay"), "")).hasStatusOk();
        assertThat(caller.get(CEPTOAR, "/v1/bulletins/" + id)).hasStatusOk();
        assertThat(caller.get(TERMINAL, "/v1/bulletins/" + id)).hasStatus(404);
        assertThat(read(MLIT, id).at("/copies/1/recipient").asString()).isEqualTo("ceptoar:PORT");
        assertThat(read(MLIT, id).at("/copies/1/state").asString()).isEqualTo("SENT");
        assertThat(read(MLIT, id).at("/copies/2/state").asString()).isEqualTo("NOT_REACHED");
        assertThat(caller.post(CEPTOAR, path(id, "relay"), "")).hasStatusOk();
        assertThat(caller.get(TERMINAL, "/v1/bulletins/" + id)).hasStatusOk();
        assertThat(caller.post(MIC, path(id, "relay"), "")).hasStatus(422);
    }

    @Test
    void aNarrowingAfterTheIssueAlertsItsAuthorAndEndsTheRelay() {
        var filed = cases.ofATerminal();
        String id = drafted(
                "{\"threads\": [\"%s\"], \"sectors\": [\"PORT\"], \"tlp\": \"AMBER\", \"title\": \"注意喚起\", \"text\": \"文\", \"relay\": \"STEPWISE\"}"
                        .formatted(filed.thread()));
        caller.post(TERMINAL, path(id, "approval"), "{\"revision\": 1, \"approved\": true}");
        caller.post(NCO, path(id, "issue"), "");
        assertThat(lapsed(NCO)).doesNotContain(id);

        var narrowed = caller.post(
                MLIT, "/v1/reports/%s/tlp".formatted(filed.thread()), "{\"tlp\": \"RED\", \"reason\": \"捜査中\"}");
        assertThat(narrowed).hasStatusOk();
        long reached = body(narrowed).path("position").asLong();

        JsonNode alerted = body(caller.get(NCO, "/v1/bulletins/%s?atLeast=%d".formatted(id, reached)));
        assertThat(alerted.path("state").asString()).isEqualTo("ISSUED");
        assertThat(alerted.has("lapsedAt")).isTrue();
        assertThat(alerted.at("/lapses/0/threadId").asString())
                .isEqualTo(filed.thread().toString());
        assertThat(alerted.at("/lapses/0/code").asString()).isEqualTo("NOT_SHAREABLE");
        assertThat(lapsed(NCO)).contains(id);
        assertThat(feed(NCO)).contains("【要回収】注意喚起");
        for (String other : List.of(MLIT, TERMINAL)) {
            assertThat(read(other, id).propertyNames()).doesNotContain("lapsedAt", "lapses");
            assertThat(lapsed(other)).isEmpty();
            assertThat(feed(other)).doesNotContain("要回収");
        }
        assertThat(caller.post(MLIT, path(id, "relay"), "")).hasStatus(422);

        caller.post(
                TERMINAL,
                "/v1/reports/%s/tlp".formatted(filed.thread()),
                "{\"tlp\": \"AMBER\", \"from\": \"RED\", \"reason\": \"公表\"}");
        assertThat(read(NCO, id).propertyNames()).doesNotContain("lapsedAt", "lapses");
        assertThat(caller.post(MLIT, path(id, "relay"), "")).hasStatusOk();
    }

    @Test
    void aConsentTakenBackAfterTheIssueAlertsItsAuthor() {
        var filed = cases.ofATerminal();
        String consents = "/v1/reports/%s/consents".formatted(filed.thread());
        caller.post(TERMINAL, consents, "{\"ncoShare\": true}");
        String id = drafted(DRAFT.formatted("[\"%s\"]".formatted(filed.thread()), "文"));
        caller.post(TERMINAL, path(id, "approval"), "{\"revision\": 1, \"approved\": true}");
        caller.post(NCO, path(id, "issue"), "");

        caller.post(TERMINAL, consents, "{\"ncoShare\": false}");

        assertThat(read(NCO, id).at("/lapses/0/code").asString()).isEqualTo("NOT_SHAREABLE");
    }

    private List<String> lapsed(String token) {
        return body(caller.get(token, "/v1/bulletins?lapsed=true&limit=500"))
                .path("items")
                .findValuesAsString("bulletinId");
    }

    @Test
    void theNationalOfficeRelaysWithoutWaiting() {
        String id = drafted(
                "{\"sectors\": [\"PORT\"], \"tlp\": \"AMBER\", \"title\": \"件\", \"text\": \"文\", \"relay\": \"STEPWISE\"}");
        caller.post(NCO, path(id, "issue"), "");

        assertThat(caller.post(NCO, path(id, "relay"), "")).hasStatusOk();
        assertThat(caller.get(TERMINAL, "/v1/bulletins/" + id)).hasStatusOk();
    }

    @Test
    void theFeedIsAtomWhateverTheWords() throws Exception {
        String id = drafted(
                "{\"sectors\": [\"PORT\"], \"tlp\": \"CLEAR\", \"title\": \"<&> \\u0001 件\", \"text\": \"]]> 文\"}");
        caller.post(NCO, path(id, "issue"), "");

        Document feed = DocumentBuilderFactory.newDefaultNSInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(feed(ADMIN))));
        assertThat(feed.getDocumentElement().getNamespaceURI()).isEqualTo("http://www.w3.org/2005/Atom");
        // others of the same moment may stand before it
        var titles = feed.getElementsByTagName("title");
        assertThat(IntStream.range(0, titles.getLength())
                        .mapToObj(i -> titles.item(i).getTextContent()))
                .contains("<&> � 件");
        assertThat(feed.getElementsByTagName("updated").item(0).getTextContent())
                .endsWith("+09:00");
        assertThat(feed.getElementsByTagName("link").item(0).getAttributes())
                .extracting(
                        link -> link.getNamedItem("rel").getNodeValue(),
                        link -> link.getNamedItem("href").getNodeValue())
                .containsExactly("self", "/v1/bulletins/feed");
    }

    @Test
    void whatIsRelayedIsUpdatedInTheFeedOfWhomItReachesByThat() throws Exception {
        String id = drafted(
                "{\"sectors\": [\"PORT\"], \"tlp\": \"AMBER\", \"title\": \"件\", \"text\": \"文\", \"relay\": \"STEPWISE\"}");
        caller.post(NCO, path(id, "issue"), "");
        String issued = updated(NCO, id);
        clock.moveTo(clock.instant().plusSeconds(60));

        assertThat(caller.post(MLIT, path(id, "relay"), "")).hasStatusOk();
        assertThat(updated(CEPTOAR, id)).isGreaterThan(issued).isEqualTo(updated(NCO, id));
        assertThat(read(CEPTOAR, id).path("changedAt").asString()).isEqualTo(updated(CEPTOAR, id));
    }

    private String updated(String token, String id) throws Exception {
        Document feed = DocumentBuilderFactory.newDefaultNSInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(feed(token))));
        return XPathFactory.newDefaultInstance()
                .newXPath()
                .evaluate(
                        "//*[local-name()='entry'][*[local-name()='id']='urn:uuid:%s']/*[local-name()='updated']"
                                .formatted(id),
                        feed);
    }

    @Test
    void aDrillIsListedAmongDrillsAlone() {
        String id = drafted(
                "{\"sectors\": [\"PORT\"], \"tlp\": \"CLEAR\", \"title\": \"訓練\", \"text\": \"文\", \"exercise\": true}");
        caller.post(NCO, path(id, "issue"), "");

        assertThat(listed(CEPTOAR)).doesNotContain(id);
        assertThat(body(caller.get(CEPTOAR, "/v1/bulletins?exercise=true"))
                        .path("items")
                        .findValuesAsString("bulletinId"))
                .contains(id);
        assertThat(feed(CEPTOAR)).doesNotContain(id);
    }

    @Test
    void theSameKeyIsTheSameBulletin() {
        String threads = threads();
        String suggested = "{\"threads\": %s, \"sectors\": [\"PORT\"], \"tlp\": \"AMBER\"}".formatted(threads);
        var first = caller.postOnce(NCO, "key-1", "/v1/bulletins", suggested);

        assertThat(text(caller.postOnce(NCO, "key-1", "/v1/bulletins", suggested)))
                .isEqualTo(text(first));
        assertThat(caller.postOnce(
                        NCO, "key-1", "/v1/bulletins", suggested.replaceFirst("\\{", "{\"title\": \"別の題\", ")))
                .hasStatus(409);
        assertThat(caller.postOnce(NCO, "a key", "/v1/bulletins", suggested)).hasStatus(400);
        assertThat(caller.postOnce(NCO, "key-1", "/v1/bulletins", DRAFT.formatted(threads, "別の案")))
                .hasStatus(409);
    }

    @Test
    void nobodyDrawsOnWhatItMayNotRead() {
        var answer =
                caller.post(NCO, "/v1/bulletins", DRAFT.formatted("[\"9a4d2c71-5e08-8b3f-a6c2-4d1f70b98e35\"]", "文"));

        assertThat(answer).hasStatus(422);
        assertThat(body(answer).at("/errors/0/item").asString()).isEqualTo("threads[0]");
        assertThat(body(answer).at("/errors/0/code").asString()).isEqualTo("THREAD_UNKNOWN");
    }

    @Test
    void aBulletinIsNoThreadAndItsWordsAreSealed() {
        String id = drafted(DRAFT.formatted("[]", "FURTIVE-7"));

        assertThat(caller.get("AUDITOR~AUDITOR~auditor", "/v1/reports/%s/receipt".formatted(id)))
                .hasStatus(404);
        assertThat(caller.get(NCO, "/v1/explain?recipient=MLIT&threadId=" + id)).hasStatus(404);
        assertThat(database.sql("select payload from ledger.events where type = 'noroshi.BulletinDrafted'")
                        .query((row, _) -> new String(row.getBytes(1), StandardCharsets.UTF_8))
                        .list())
                .filteredOn(payload -> payload.contains(id))
                .singleElement()
                .asString()
                .contains("PORT", "sealed")
                .doesNotContain("FURTIVE-7");
    }

    /** The ids of a terminal's thread, as a JSON array. */
    private String threads() {
        return "[\"%s\"]".formatted(cases.ofATerminal().thread());
    }

    private String drafted(String body) {
        var answer = caller.post(NCO, "/v1/bulletins", body);
        assertThat(answer).hasStatus(201);
        return body(answer).path("bulletinId").asString();
    }

    private static String path(String id, String act) {
        return "/v1/bulletins/%s/%s".formatted(id, act);
    }

    private JsonNode read(String token, String id) {
        var answer = caller.get(token, "/v1/bulletins/" + id);
        assertThat(answer).hasStatusOk();
        return body(answer);
    }

    private List<String> listed(String token) {
        return body(caller.get(token, "/v1/bulletins?limit=500")).path("items").findValuesAsString("bulletinId");
    }

    private String feed(String token) {
        var answer = caller.get(token, "/v1/bulletins/feed");
        assertThat(answer).hasStatusOk();
        return text(answer);
    }

    private static JsonNode body(MvcTestResult answer) {
        return JsonMapper.shared().readTree(text(answer));
    }

    private static String text(MvcTestResult answer) {
        try {
            return answer.getResponse().getContentAsString(StandardCharsets.UTF_8);
        } catch (UnsupportedEncodingException e) {
            throw new AssertionError(e);
        }
    }
}
