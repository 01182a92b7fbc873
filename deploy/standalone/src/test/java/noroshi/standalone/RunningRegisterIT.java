package noroshi.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import noroshi.core.register.OperatorSlug;
import noroshi.core.report.ReportId;
import noroshi.standalone.veris.HubApi.Answer;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The register changes while the hub runs: a new sector, new operators, a designation recorded late, a new door. */
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RunningRegisterIT {

    private static final Map<String, Object> SPACE = Map.of(
            "ja", "宇宙",
            "en", "Space",
            "ministry", "MIC",
            "from", "2026-10-01",
            "source", "想定",
            "status", "ASSUMED");

    private LiveHub hub;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        hub = new LiveHub(folder, "2026-11-10T09:00:00+09:00");
    }

    @AfterAll
    void stop() {
        hub.close();
    }

    @Test
    void aNewSectorAndItsOperatorAreHonouredAtOnce() throws Exception {
        put("/v1/register/sectors/SPACE", SPACE);
        put("/v1/register/operators/izu-satellite", operator("SPACE", Map.of()));

        // its first token and its first report, without a restart or a wait
        var submission = hub.filed(
                "izu-satellite", "/v1/reports", "first", filing("SPACE", Map.of("title", "衛星管制の異常", "tlp", "GREEN")));
        assertThat(deliveries("izu-satellite", submission)).containsExactly("MIC LEAD", "NCO COPY");
        String thread = submission.path("threadId").asString();
        var delivered = hub.read("ministry:MIC", "deliveries.mic", record -> thread.equals(record.key()));
        assertThat(delivered.value().get("role").toString()).isEqualTo("LEAD");
        for (String reader : List.of("ministry:MIC", "nco:tanaka")) {
            // the controller has given the right, the broker hears of it a moment later
            LiveHub.await("the right of " + reader, () -> mayReach(reader, "sector.space"), right -> right);
            var entry = hub.read(reader, "sector.space", record -> thread.equals(record.key()));
            assertThat(entry.value().toString()).contains("衛星管制の異常");
        }
        assertThat(mayReach("ministry:MHLW", "sector.space")).isFalse();

        // by the law of the day of awareness, there was no such sector in September
        var before = hub.filed(
                "izu-satellite",
                "/v1/reports",
                "september",
                filing("SPACE", Map.of("awarenessAt", "2026-09-30T23:59:00+09:00")));
        assertThat(deliveries("izu-satellite", before)).containsExactly("NCO LEAD");
    }

    @Test
    void aSectorIsSplitAndNothingIsLostMeanwhile() throws Exception {
        Map<String, Object> row = new HashMap<>(SPACE);
        row.put("ja", "測位");
        put("/v1/register/sectors/POSITIONING", row);
        put("/v1/register/operators/suruga-gnss", operator("POSITIONING", Map.of()));
        var open = hub.filed("suruga-gnss", "/v1/reports", "open", filing("POSITIONING", Map.of()));

        Map<String, Object> ended = with(row, Map.of("code", "POSITIONING", "to", "2026-11-06"));
        Map<String, Object> ground =
                with(row, Map.of("code", "GROUND_STATION", "from", "2026-11-07", "ministry", "METI"));
        Map<String, Object> orbit = with(row, Map.of("code", "ORBIT", "from", "2026-11-07"));
        Map<String, Object> review = Map.of("sectors", List.of(ended, ground, orbit), "businesses", List.of());
        var told = hub.post("nco:tanaka", "/v1/register/scope/reviews?dryRun=true", review);
        assertThat(told.body().path("lapses").findValuesAsString("operator")).containsExactly("suruga-gnss");
        assertThat(told.body().path("position").isMissingNode()).isTrue();
        var done = hub.post("nco:tanaka", "/v1/register/scope/reviews", review);
        assertThat(done.status()).as("%s", done.body()).isEqualTo(200);

        // until the membership is recorded anew nobody is in charge; what was filed before keeps its ministry
        Map<String, Object> after = Map.of("awarenessAt", "2026-11-09T05:40:00+09:00");
        var lost = hub.filed("suruga-gnss", "/v1/reports", "lost", filing("POSITIONING", after));
        assertThat(deliveries("suruga-gnss", lost)).containsExactly("NCO LEAD");
        // what it was before stays in the register, so what is open stays with its ministry
        put(
                "/v1/register/operators/suruga-gnss",
                operator(
                        "POSITIONING",
                        Map.of(
                                "memberships",
                                List.of(
                                        Map.of("sector", "POSITIONING", "to", "2026-11-06"),
                                        Map.of("sector", "GROUND_STATION")))));
        var found = hub.filed("suruga-gnss", "/v1/reports", "found", filing("GROUND_STATION", after));
        assertThat(deliveries("suruga-gnss", found)).containsExactly("METI LEAD", "NCO COPY");
        assertThat(deliveries("suruga-gnss", open)).containsExactly("MIC LEAD", "NCO COPY");
        LiveHub.await("the right", () -> mayReach("ministry:METI", "sector.ground-station"), right -> right);
        assertThat(hub.get("nco:tanaka", "/v1/register/lapses").body().path("items"))
                .isEmpty();
    }

    @Test
    void aNewBusinessHasItsDutyAndItsMinistersTopicAtOnce() throws Exception {
        put(
                "/v1/register/businesses/KI_WASTE",
                Map.of(
                        "ja", "廃棄物処理",
                        "en", "Waste treatment",
                        "ministers", List.of("MOD"),
                        "sectors", List.of(),
                        "from", "2026-10-01",
                        "source", "想定",
                        "status", "ASSUMED"));
        put(
                "/v1/register/operators/aso-waste",
                operator(
                        "GAS",
                        Map.of(
                                "memberships",
                                List.of(),
                                "designations",
                                List.of(Map.of("business", "KI_WASTE", "from", "2024-05-17")),
                                "criticalComputer",
                                true)));

        var submission = hub.filed("aso-waste", "/v1/reports", "first", filing("KI_WASTE", Map.of()));

        assertThat(deliveries("aso-waste", submission)).startsWith("MOD LEAD", "PM_CAO CO_COMPETENT");
        String thread = submission.path("threadId").asString();
        LiveHub.await("the right", () -> mayReach("ministry:MOD", "deliveries.mod"), right -> right);
        assertThat(hub.read("ministry:MOD", "deliveries.mod", record -> thread.equals(record.key())))
                .isNotNull();
    }

    private static Map<String, Object> with(Map<String, Object> row, Map<String, Object> other) {
        var all = new HashMap<>(row);
        all.putAll(other);
        return all;
    }

    @Test
    void aDesignationRecordedLateReroutesTheThreadsThatAreOpen() throws Exception {
        String path = "/v1/register/operators/suruga-gas";
        Map<String, Object> entry = operator("GAS", Map.of("criticalComputer", true));
        put(path, entry);
        var submission = hub.filed("suruga-gas", "/v1/reports", "open", filing("GAS", Map.of()));
        assertThat(deliveries("suruga-gas", submission)).containsExactly("METI LEAD", "NCO COPY");

        var designated = new HashMap<>(entry);
        designated.put("designations", List.of(Map.of("business", "KI_GAS", "from", "2024-05-17")));
        put(path, designated);

        LiveHub.await(
                "the delivery to the Prime Minister",
                () -> deliveries("suruga-gas", submission),
                all -> all.contains("PM_CAO CO_COMPETENT"));
        String thread = submission.path("threadId").asString();
        assertThat(hub.read("pm-cao:ito", "deliveries.pm-cao", record -> thread.equals(record.key())))
                .isNotNull();
        // those who were addressed before and since may act on it
        for (String officer : List.of("ministry:METI:sato", "pm-cao:ito")) {
            String addressee = officer.startsWith("pm-cao") ? "PM_CAO" : "METI";
            var delivery = LiveHub.await(
                    "made",
                    () -> hub.delivery("operator:suruga-gas", submission, addressee),
                    one -> one.path("state").asString().equals("MADE"));
            hub.act(officer, delivery, "acknowledgement", Map.of());
        }
        var obligations = hub.thread("operator:suruga-gas", submission).path("obligations");
        assertThat(obligations
                        .valueStream()
                        .filter(one -> one.path("regime").asString().equals("CYBER_RESPONSE_ACT"))
                        .map(one -> one.path("addressee").asString()))
                .contains("METI", "PM_CAO");
    }

    @Test
    void anOperatorThatNotifiesAnAssetBearsTheDutyOfWhatIsOpen() throws Exception {
        Map<String, Object> designated = operator(
                "ELECTRICITY",
                Map.of("designations", List.of(Map.of("business", "KI_ELECTRICITY", "from", "2024-05-17"))));
        put("/v1/register/operators/hida-power", designated);
        var submission = hub.filed(
                "hida-power",
                "/v1/reports",
                "open",
                filing("ELECTRICITY", Map.of("assets", List.of("DCS-01", "DCS-99"))));
        assertThat(deliveries("hida-power", submission)).containsExactly("METI LEAD", "NCO COPY");

        String asset = "/v1/register/operators/hida-power/assets/DCS-01";
        var statement = Map.of(
                "business", "KI_ELECTRICITY", "introducedOn", "2020-04-01", "product", "DCS-9000", "maker", "中部計装");
        var operator = Identity.parse("operator:hida-power");
        assertThat(hub.http().put(operator, asset, statement).status()).isEqualTo(200);

        LiveHub.await(
                "the delivery to the Prime Minister",
                () -> deliveries("hida-power", submission),
                all -> all.contains("PM_CAO CO_COMPETENT"));
        // only the ministers of that business see it, and only their receipt discharges the duty
        assertThat(asset("ministry:MLIT", "DCS-01")).isEmpty();
        assertThat(asset("ministry:METI", "DCS-01")).containsExactly("OPEN 2027-03-31");
        var receipt = hub.post("ministry:METI", asset + "/receipt", Map.of());
        assertThat(receipt.status()).isEqualTo(200);
        assertThat(asset("operator:hida-power", "DCS-01")).containsExactly("MET 2027-03-31");
        // its report had named it: what was open is established, and the other number is told to it alone
        JsonNode named = hub.thread("operator:hida-power", submission);
        assertThat(named.path("namedAssets").valueStream())
                .extracting(JsonNode::toString)
                .containsExactly(
                        "{\"number\":\"DCS-01\",\"state\":\"NOTIFIED\"}",
                        "{\"number\":\"DCS-99\",\"state\":\"UNKNOWN\"}");
        assertThat(named.path("obligations").valueStream())
                .filteredOn(duty -> duty.path("regime").asString().equals("CYBER_RESPONSE_ACT"))
                .isNotEmpty()
                .allSatisfy(duty -> assertThat(duty.path("basis").asString()).isEqualTo("STATED"));
        JsonNode detailed = hub.filed(
                "hida-power",
                "/v1/reports/%s/follow-ups"
                        .formatted(submission.path("threadId").asString()),
                "detailed",
                Map.of("stage", "DETAILED", "summary", "給電指令の計算機で確認"));
        assertThat(hub.thread("ministry:METI:sato", detailed).path("missing").valueStream())
                .extracting(lacking -> lacking.path("item").asString())
                .contains("occurredAt")
                .doesNotContain("onCriticalComputer");
        assertThat(hub.thread("ministry:METI:sato", submission).has("namedAssets"))
                .isFalse();
        assertThat(notifications("operator:hida-power", receipt)).containsExactly("DCS-01 METI MET");
        assertThat(notifications("ministry:MLIT:sato", receipt)).isEmpty();
    }

    private List<String> notifications(String identity, Answer after) throws Exception {
        return hub.get(
                        identity,
                        "/v1/obligations?regime=CYBER_RESPONSE_ACT&operator=hida-power&atLeast="
                                + after.body().path("position").asLong())
                .body()
                .path("items")
                .valueStream()
                .filter(duty -> duty.path("type").asString().equals("ASSET_NOTIFICATION"))
                .map(duty -> "%s %s %s"
                        .formatted(
                                duty.path("asset").asString(),
                                duty.path("addressee").asString(),
                                duty.path("state").asString()))
                .toList();
    }

    private List<String> asset(String identity, String number) throws Exception {
        return hub.get(identity, "/v1/register/assets?operator=hida-power")
                .body()
                .path("items")
                .valueStream()
                .filter(row -> row.path("number").asString("").equals(number))
                .flatMap(row -> row.path("obligations").valueStream())
                .map(duty -> "%s %s"
                        .formatted(
                                duty.path("state").asString(),
                                duty.path("dueDate").asString()))
                .toList();
    }

    @Test
    void theSameAgainChangesNothing() throws Exception {
        Map<String, Object> row = new HashMap<>(SPACE);
        row.put("ja", "海底ケーブル");
        Map<String, Object> entry = operator("GAS", Map.of());
        long sector = put("/v1/register/sectors/SUBSEA", row);
        long operator = put("/v1/register/operators/enshu-gas", entry);

        for (int i = 0; i < 3; i++) {
            assertThat(put("/v1/register/sectors/SUBSEA", row)).isEqualTo(sector);
            assertThat(put("/v1/register/operators/enshu-gas", entry)).isEqualTo(operator);
        }
        var changed = new HashMap<>(entry);
        changed.put("name", "遠州ガス");
        assertThat(put("/v1/register/operators/enshu-gas", changed)).isGreaterThan(operator);
    }

    @Test
    void aRegisterIsImportedAndItsOperatorsFileAtOnce(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("register.csv"), """
                slug,name,kind,prefecture,memberships,designations,criticalComputer
                noto-gas,能登ガス,COMPANY,17,GAS,KI_GAS 2024-05-17,true
                sado-gas,佐渡ガス,COMPANY,15,GAZ,,false
                """);

        assertThat(imported(file, "--dry-run")).contains("1 created, 0 changed, 0 unchanged, 1 refused (dry run");
        assertThat(imported(file)).contains(file + ":3: memberships: ").contains("1 created");
        assertThat(imported(file)).contains("0 created, 0 changed, 1 unchanged, 1 refused");

        var submission = hub.filed("noto-gas", "/v1/reports", "first", filing("GAS", Map.of()));
        assertThat(deliveries("noto-gas", submission)).contains("METI LEAD", "PM_CAO CO_COMPETENT");
    }

    private String imported(Path file, String... options) {
        var out = new ByteArrayOutputStream();
        var print = new PrintStream(out, true, StandardCharsets.UTF_8);
        List<String> arguments = Stream.concat(Stream.of("import", "register", file.toString()), Stream.of(options))
                .toList();
        assertThat(new Standalone(hub.environment(), print, print).run(arguments))
                .isEqualTo(1);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aDoorOpensWhereTheRegisterSaysSo() throws Exception {
        put("/v1/register/operators/mikawa-power", operator("ELECTRICITY", Map.of("kafkaDoor", true)));
        LiveHub.await("the right", () -> mayReach("operator:mikawa-power", "intake.mikawa-power"), right -> right);

        IntakeDoor.send(hub, "mikawa-power", "case-1", "by-kafka", filing("ELECTRICITY", Map.of()));

        String report =
                ReportId.of(new OperatorSlug("mikawa-power"), "by-kafka").toString();
        var submission = LiveHub.await(
                "recorded from the new door",
                () -> hub.get("operator:mikawa-power", "/v1/submissions/" + report)
                        .body(),
                body -> body.path("state").asString("").equals("RECORDED"));
        assertThat(deliveries("mikawa-power", submission)).containsExactly("METI LEAD", "NCO COPY");
    }

    @Test
    void onlyTheNationalOfficeChangesTheRegisterAndOnlyToWhatIsSound() throws Exception {
        Answer unknown =
                hub.http().putAsNationalOffice("/v1/register/operators/nobody", operator("NO_SUCH_SECTOR", Map.of()));
        assertThat(unknown.status()).isEqualTo(422);
        assertThat(unknown.body().path("errors").get(0).path("item").asString()).contains("memberships");
        assertThatThrownBy(() -> HubClient.find(hub.environment()).token(Identity.parse("operator:nobody")))
                .isInstanceOf(UsageError.class);
    }

    /** 司令塔. What is asked comes back answered; what the mode shortens is shorter for what runs, and as before afterwards. */
    @Test
    void theNationalOfficeAsksItsMinistriesAndSwitchesTheModeOfASector() throws Exception {
        String office = "nco:tanaka";
        Answer made = hub.post(
                office,
                "/v1/requests",
                Map.of(
                        "ministries", List.of("METI", "MHLW"),
                        "title", "遠隔保守回線の利用状況",
                        "text", "所管事業者の利用状況を回答されたい",
                        "tlp", "AMBER",
                        "dueBefore", "2026-11-30T09:00:00+09:00"));
        assertThat(made.status()).as("%s", made.body()).isEqualTo(201);
        String request = "/v1/requests/" + made.body().path("requestId").asString();
        assertThat(hub.get("ministry:MIC:mori", request).status()).isEqualTo(404);
        Answer answered = hub.post(
                "ministry:METI:sato", request + "/answer", Map.of("text", "2社が利用", "tlp", "AMBER", "complete", true));
        assertThat(answered.status()).as("%s", answered.body()).isEqualTo(200);
        assertThat(hub.get(office, request).body().path("ministries").findValuesAsString("standing"))
                .containsExactly("ANSWERED", "ASKED");
        assertThat(hub.get("ministry:MHLW:kato", request).body().toString()).doesNotContain("2社が利用", "METI");

        put("/v1/register/operators/kinu-chem", operator("CHEMICAL", Map.of()));
        var submission = hub.filed(
                "kinu-chem",
                "/v1/reports",
                "mode",
                filing("CHEMICAL", Map.of("awarenessAt", "2026-11-10T08:30:00+09:00")));
        String own = firstContact(submission);
        assertThat(own).isEqualTo("2026-11-11T08:30:00+09:00");
        switchMode(office, "LARGE_SCALE");
        LiveHub.await("a shorter target", () -> firstContact(submission), due -> due.compareTo(own) < 0);
        assertThat(hub.get("auditor", "/v1/mode").body().at("/sectors/0/sector").asString())
                .isEqualTo("CHEMICAL");
        switchMode(office, "NORMAL");
        LiveHub.await("its own target again", () -> firstContact(submission), own::equals);
    }

    @Test
    void aCeptoarReportsForMembersThatItDoesNotName() throws Exception {
        put("/v1/register/operators/ceptoar-port", operator("PORT", Map.of("kind", "CEPTOAR", "name", "港湾セプター")));

        Answer named = hub.http()
                .postAsOperator(
                        "ceptoar-port",
                        "/v1/reports",
                        "named",
                        filing("PORT", Map.of("summary", "伊勢湾ターミナルの業務が停止", "prefecture", "23")));
        assertThat(named.status()).isEqualTo(422);
        assertThat(named.body().path("errors").findValuesAsString("code")).containsExactly("TELLTALE", "TELLTALE");
        assertThat(named.body().path("errors").findValuesAsString("item"))
                .containsExactlyInAnyOrder("prefecture", "summary");

        var submission = hub.filed(
                "ceptoar-port",
                "/v1/reports",
                "named",
                filing("PORT", Map.of("summary", "会員1社の業務が停止", "personalData", "YES")));
        assertThat(deliveries("ceptoar-port", submission)).containsExactly("MLIT LEAD", "NCO COPY");
        String thread = submission.path("threadId").asString();
        var delivered = hub.read("ministry:MLIT", "deliveries.mlit", record -> thread.equals(record.key()));
        assertThat(delivered.value().toString()).contains("会員1社の業務が停止");
        for (String reader : List.of("ministry:MLIT:sato", "nco:tanaka")) {
            assertThat(hub.thread(reader, submission).path("operator").asString())
                    .as(reader)
                    .isEqualTo("ceptoar-port");
        }
    }

    private void switchMode(String office, String mode) throws Exception {
        Answer switched = hub.post(
                office, "/v1/mode", Map.of("mode", mode, "sectors", List.of("CHEMICAL"), "reason", "化学分野の広域障害"));
        assertThat(switched.status()).as("%s", switched.body()).isEqualTo(200);
    }

    private String firstContact(JsonNode submission) throws Exception {
        return hub.thread("operator:kinu-chem", submission)
                .path("obligations")
                .valueStream()
                .filter(one -> one.path("rule").asString().equals("R1"))
                .map(one -> one.path("dueBefore").asString())
                .findFirst()
                .orElseThrow();
    }

    /** Whether it may read or write there. */
    private boolean mayReach(String identity, String topic) throws Exception {
        try (var consumer = hub.consumer(identity)) {
            return !consumer.partitionsFor(topic).isEmpty();
        } catch (TopicAuthorizationException e) {
            return false;
        }
    }

    private long put(String path, Map<String, Object> body) throws Exception {
        Answer answer = hub.http().putAsNationalOffice(path, body);
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
        return answer.body().path("position").asLong();
    }

    private static Map<String, Object> operator(String sector, Map<String, Object> other) {
        var body = new HashMap<String, Object>(Map.of(
                "name",
                "新規事業者",
                "kind",
                "COMPANY",
                "prefecture",
                "22",
                "memberships",
                List.of(Map.of("sector", sector)),
                "designations",
                List.of(),
                "criticalComputer",
                false));
        body.putAll(other);
        return body;
    }

    private static Map<String, Object> filing(String line, Map<String, Object> other) {
        var body = new HashMap<String, Object>(Map.of(
                "form", "OTHER_CYBER",
                "stage", "PRELIMINARY",
                "awarenessAt", "2026-11-05T05:40:00+09:00",
                "title", "監視制御の異常",
                "summary", "調査中",
                "serviceLines", List.of(line)));
        body.putAll(other);
        return body;
    }

    private List<String> deliveries(String slug, JsonNode submission) throws Exception {
        return hub.thread("operator:" + slug, submission)
                .path("deliveries")
                .valueStream()
                .map(one -> "%s %s"
                        .formatted(
                                one.path("addressee").asString(),
                                one.path("role").asString()))
                .toList();
    }
}
