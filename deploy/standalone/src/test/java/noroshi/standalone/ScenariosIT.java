package noroshi.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The worked scenarios, end to end through the REST API, in the parts of the Action Plan and of the Cyber
 * Response Act. In the order of their days, since the domain clock only moves forward.
 */
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ScenariosIT {

    private LiveHub hub;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        hub = new LiveHub(folder, "2026-10-13T15:10:00+09:00");
    }

    @AfterAll
    void stop() {
        hub.close();
    }

    @Test
    @Order(1)
    void s10AFalseAlarmIsWithdrawnOnlyWhenBothHaveAccepted() throws Exception {
        var report = hub.filed(
                "nangoku-gas",
                "/v1/reports",
                "s10",
                filing("2026-10-13T14:00:00+09:00", "GAS", Map.of("tlp", "RED", "title", "PLC ロジックの変更")));
        assertThat(deliveries("operator:nangoku-gas", report))
                .containsExactly("METI LEAD R3", "PM_CAO CO_COMPETENT R3", "NCO COPY R3");
        assertThat(obligation("operator:nangoku-gas", report, "DETAILED", "METI")
                        .path("dueDate")
                        .asString())
                .isEqualTo("2026-11-12");

        hub.clock("2026-10-14T11:30:00+09:00");
        var withdrawal = hub.filed(
                "nangoku-gas",
                "/v1/reports/" + report.path("threadId").asString() + "/withdrawal",
                "s10-withdrawal",
                Map.of("reason", "計画された業者保守"));
        hub.clock("2026-10-14T15:00:00+09:00");
        hub.act(
                "ministry:METI:sato",
                hub.delivery("operator:nangoku-gas", withdrawal, "METI"),
                "withdrawal-decision",
                Map.of("decision", "ACCEPT", "reason", "確認済"));
        assertThat(state("operator:nangoku-gas", withdrawal)).isEqualTo("WITHDRAWAL_REQUESTED");
        hub.clock("2026-10-14T17:20:00+09:00");
        long position = hub.act(
                "pm-cao:ito",
                hub.delivery("operator:nangoku-gas", withdrawal, "PM_CAO"),
                "withdrawal-decision",
                Map.of("decision", "ACCEPT", "reason", "確認済"));

        var thread = hub.get(
                "operator:nangoku-gas", "/v1/reports/" + report.path("threadId").asString() + "?atLeast=" + position);
        assertThat(thread.body().path("state").asString()).isEqualTo("WITHDRAWN");
        assertThat(thread.body().path("obligations").findValuesAsString("state"))
                .containsOnly("WAIVED");
        var situation =
                hub.get("nco:tanaka", "/v1/situation?atLeast=" + position).body();
        assertThat(situation.toString()).doesNotContain("GAS");
    }

    @Test
    @Order(2)
    void s6ABroadcasterIsInBoth() throws Exception {
        hub.clock("2026-10-24T22:30:00+09:00");
        var report = hub.filed(
                "toto-broadcast",
                "/v1/reports",
                "s6a",
                filing("2026-10-24T21:50:00+09:00", "BROADCASTING", Map.of("title", "送出サーバのマルウェア")));

        assertThat(deliveries("operator:toto-broadcast", report))
                .containsExactly("MIC LEAD R3", "PM_CAO CO_COMPETENT R3", "NCO COPY R3");
        assertThat(obligation("operator:toto-broadcast", report, "DETAILED", "MIC")
                        .path("dueDate")
                        .asString())
                .isEqualTo("2026-11-24");
    }

    @Test
    @Order(3)
    void s6PostBeforeAndAfterTheActByTheLawOfTheDayOfAwareness() throws Exception {
        var before = hub.filed(
                "japan-post",
                "/v1/reports",
                "s6b-before",
                filing("2026-09-20T10:00:00+09:00", "KI_POSTAL", Map.of("title", "区分機の異常")));
        assertThat(deliveries("operator:japan-post", before)).containsExactly("NCO LEAD R13", "MIC COPY R13");
        assertThat(hub.thread("operator:japan-post", before).path("obligations").size())
                .isZero();

        var after = hub.filed(
                "japan-post",
                "/v1/reports",
                "s6b-after",
                filing("2026-10-05T10:00:00+09:00", "KI_POSTAL", Map.of("title", "区分機の異常")));
        assertThat(deliveries("operator:japan-post", after))
                .containsExactly("MIC LEAD R3", "PM_CAO CO_COMPETENT R3", "NCO COPY R3");
        assertThat(obligation("operator:japan-post", after, "DETAILED", "MIC")
                        .path("dueDate")
                        .asString())
                .isEqualTo("2026-11-04");
    }

    @Test
    @Order(4)
    void s1RansomwareInAHospitalIsNoMatterOfTheActAndGoesToTheNationalOfficeAtOnce() throws Exception {
        hub.clock("2026-11-05T07:15:00+09:00");
        var report = hub.filed(
                "kitahama-medical",
                "/v1/reports",
                "s1",
                filing(
                        "2026-11-05T05:40:00+09:00",
                        "HEALTHCARE",
                        Map.of("title", "電子カルテの暗号化", "severityEstimate", 3, "personalData", "SUSPECTED")));
        assertThat(deliveries("operator:kitahama-medical", report)).containsExactly("MHLW LEAD R1", "NCO COPY R2");

        hub.clock("2026-11-05T07:40:00+09:00");
        hub.act(
                "ministry:MHLW:tanaka",
                hub.delivery("operator:kitahama-medical", report, "MHLW"),
                "acknowledgement",
                Map.of());
        hub.clock("2026-11-06T09:00:00+09:00");
        var followUp = hub.filed(
                "kitahama-medical",
                "/v1/reports/" + report.path("threadId").asString() + "/follow-ups",
                "s1-follow-up",
                Map.of("stage", "FOLLOW_UP", "summary", "給食委託業者の VPN からの侵入"));

        var thread = hub.thread("ministry:MHLW", followUp);
        assertThat(thread.path("reports")
                        .valueStream()
                        .map(one -> one.path("stage").asString()))
                .containsExactly("PRELIMINARY", "FOLLOW_UP");
        assertThat(thread.path("stage").asString()).isEqualTo("FOLLOW_UP");
    }

    @Test
    @Order(5)
    void s3AContainerTerminalFulfilsItsDetailedReportTwoDaysEarlyAndNobodyElsesDuty() throws Exception {
        hub.clock("2026-11-10T07:05:00+09:00");
        var report = hub.filed(
                "isewan-terminal",
                "/v1/reports",
                "s3",
                filing("2026-11-10T06:30:00+09:00", "PORT", Map.of("title", "TOS 停止", "severityEstimate", 3)));
        assertThat(deliveries("operator:isewan-terminal", report))
                .containsExactly("MLIT LEAD R3", "PM_CAO CO_COMPETENT R3", "NCO COPY R3");
        assertThat(obligation("operator:isewan-terminal", report, "DETAILED", "MLIT")
                        .path("dueBefore")
                        .asString())
                .isEqualTo("2026-12-11T00:00:00+09:00");
    }

    @Test
    @Order(6)
    void s11ANearMissOpensNoClock() throws Exception {
        hub.clock("2026-11-18T10:00:00+09:00");
        var report = hub.filed(
                "koto-railway",
                "/v1/reports",
                "s11",
                filing(
                        "2026-11-18T09:00:00+09:00",
                        "RAILWAY",
                        Map.of("title", "標的型メールの遮断", "nearMiss", true, "tlp", "GREEN")));

        assertThat(deliveries("operator:koto-railway", report)).containsExactly("MLIT LEAD R1", "NCO COPY R1");
        assertThat(hub.thread("operator:koto-railway", report)
                        .path("obligations")
                        .size())
                .isZero();
    }

    @Test
    @Order(7)
    void s5AMunicipalWaterworksReportsToMlitAndBeforeApril2024ToMhlw() throws Exception {
        hub.clock("2026-12-01T18:00:00+09:00");
        var now = hub.filed(
                "wangan-water",
                "/v1/reports",
                "s5",
                filing("2026-12-01T16:20:00+09:00", "WATER", Map.of("title", "浄水場 HMI への遠隔アクセス")));
        assertThat(deliveries("operator:wangan-water", now))
                .containsExactly("MLIT LEAD R3", "PM_CAO CO_COMPETENT R3", "NCO COPY R3");
        assertThat(obligation("operator:wangan-water", now, "DETAILED", "MLIT")
                        .path("dueDate")
                        .asString())
                .isEqualTo("2027-01-04");

        var then = hub.filed(
                "wangan-water",
                "/v1/reports",
                "s5-2024",
                filing("2024-03-15T16:20:00+09:00", "WATER", Map.of("title", "浄水場 HMI への遠隔アクセス")));
        assertThat(deliveries("operator:wangan-water", then)).containsExactly("MHLW LEAD R1", "NCO COPY R1");
    }

    @Test
    @Order(8)
    void s3sDetailedReportIsMetOnlyByItsAddresseesReceipt() throws Exception {
        hub.clock("2026-12-08T10:00:00+09:00");
        var thread = hub.get("operator:isewan-terminal", "/v1/reports")
                .body()
                .path("items")
                .get(0)
                .path("threadId");
        var detailed = hub.filed(
                "isewan-terminal",
                "/v1/reports/" + thread.asString() + "/follow-ups",
                "s3-detailed",
                Map.of("stage", "DETAILED", "summary", "詳報"));
        assertThat(obligation("operator:isewan-terminal", detailed, "DETAILED", "MLIT")
                        .path("state")
                        .asString())
                .isEqualTo("OPEN");

        long position = hub.act(
                "ministry:MLIT:suzuki",
                hub.delivery("operator:isewan-terminal", detailed, "MLIT"),
                "acknowledgement",
                Map.of());

        var seen = hub.get("operator:isewan-terminal", "/v1/reports/" + thread.asString() + "?atLeast=" + position)
                .body();
        assertThat(seen.path("obligations")
                        .valueStream()
                        .filter(one -> one.path("type").asString().equals("DETAILED"))
                        .collect(Collectors.toMap(
                                one -> one.path("addressee").asString(),
                                one -> one.path("state").asString())))
                .isEqualTo(Map.of("MLIT", "MET", "PM_CAO", "OPEN"));
    }

    private static Map<String, Object> filing(String awareness, String line, Map<String, Object> more) {
        var body = new HashMap<String, Object>(Map.of(
                "form", "RANSOMWARE",
                "stage", "PRELIMINARY",
                "awarenessAt", awareness,
                "summary", "調査中",
                "serviceLines", List.of(line)));
        body.putAll(more);
        return body;
    }

    private List<String> deliveries(String identity, JsonNode submission) throws Exception {
        return hub.thread(identity, submission)
                .path("deliveries")
                .valueStream()
                .map(one -> "%s %s %s"
                        .formatted(
                                one.path("addressee").asString(),
                                one.path("role").asString(),
                                one.path("rule").asString()))
                .toList();
    }

    private JsonNode obligation(String identity, JsonNode submission, String type, String addressee) throws Exception {
        return hub.thread(identity, submission)
                .path("obligations")
                .valueStream()
                .filter(one -> one.path("regime").asString().equals("CYBER_RESPONSE_ACT")
                        && one.path("type").asString().equals(type)
                        && one.path("addressee").asString().equals(addressee))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no duty to file %s with %s".formatted(type, addressee)));
    }

    private String state(String identity, JsonNode submission) throws Exception {
        return hub.thread(identity, submission).path("state").asString();
    }
}
