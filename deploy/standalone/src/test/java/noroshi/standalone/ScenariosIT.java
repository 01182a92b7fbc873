package noroshi.standalone;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import noroshi.core.report.Tlp;
import noroshi.core.sharing.Disclosure.Extent;
import org.apache.kafka.common.errors.TopicAuthorizationException;
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
 * The worked scenarios, end to end through the REST API, in the order of their days, since the domain clock only moves
 * forward.
 */
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ScenariosIT {

    private static final String CONTACT_NAME = "当直 浜田";
    private static final Map<String, String> CONTACT = Map.of("name", CONTACT_NAME);

    /** Bound to the purpose of the Act: whoever it was not delivered to learns nothing of it, also in the same port. */
    private static final Map<String, Extent> S3 = viewers(
            of(Extent.FULL, "operator:isewan-terminal", "ministry:MLIT:suzuki", "ministry:MLIT"),
            of(Extent.FULL, "pm-cao:ito", "nco:tanaka"),
            of(Extent.FULL, "ministry:DEVELOPMENT_BUREAU_CHUBU:mori", "ministry:TRANSPORT_BUREAU_CHUBU:mori"),
            of(Extent.OWN_DELIVERY, "police:23", "ministry:NPA:goto"),
            of(
                    Extent.NONE,
                    "ministry:METI:sato",
                    "ministry:DEVELOPMENT_BUREAU_KINKI:mori",
                    "ministry:PREFECTURE_23:ono"),
            of(Extent.NONE, "police:24", "ppc", "ceptoar:PORT", "ceptoar:LOGISTICS", "council:ito"),
            of(Extent.NONE, "operator:chubu-power", "hq", "auditor", "admin"));

    private static final Map<String, Extent> S5 = viewers(
            of(Extent.FULL, "operator:wangan-water", "ministry:MLIT:suzuki", "ministry:MIC:abe"),
            of(Extent.FULL, "pm-cao:ito", "nco:tanaka"),
            of(Extent.OWN_DELIVERY, "ministry:PREFECTURE_14:ono"),
            of(Extent.NONE, "ministry:MHLW:tanaka", "ministry:METI:sato", "ministry:PREFECTURE_13:ono"),
            of(Extent.NONE, "police:14", "ppc", "ceptoar:WATER", "ceptoar:GOV_ADMIN", "council:ito"),
            of(Extent.NONE, "operator:midorikawa-city", "hq", "auditor", "admin"));

    /** Before the Act, and before the waterworks came to MLIT: AMBER is told to the Prime Minister all the same. */
    private static final Map<String, Extent> S5_IN_2024 = viewers(
            of(Extent.FULL, "operator:wangan-water", "ministry:MHLW:tanaka", "ministry:MIC:abe", "nco:tanaka"),
            of(Extent.OWN_DELIVERY, "ministry:PREFECTURE_14:ono"),
            of(Extent.SHARED, "pm-cao:ito"),
            of(Extent.NONE, "ministry:MLIT:suzuki", "police:14", "ppc", "ceptoar:WATER", "council:ito"),
            of(Extent.NONE, "operator:midorikawa-city", "hq", "auditor", "admin"));

    /** RED: an officer by name, and nobody to whom it was not addressed. */
    private static final Map<String, Extent> S10 = viewers(
            of(Extent.FULL, "operator:nangoku-gas", "ministry:METI:sato", "pm-cao:ito", "nco:tanaka"),
            of(Extent.MASKED, "ministry:METI"),
            of(Extent.NONE, "ministry:MLIT:suzuki", "ministry:MIC:abe", "ppc", "police:46", "ceptoar:GAS"),
            of(Extent.NONE, "operator:aoba-bank", "council:ito", "hq", "auditor", "admin"));

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
                filing(
                        "2026-10-13T14:00:00+09:00",
                        "GAS",
                        Map.of("tlp", "RED", "title", "PLC ロジックの変更", "contact", CONTACT)));
        assertThat(deliveries("operator:nangoku-gas", report))
                .containsExactly("METI LEAD R3", "PM_CAO CO_COMPETENT R3", "NCO COPY R3");
        assertThat(obligation("operator:nangoku-gas", report, "DETAILED", "METI")
                        .path("dueDate")
                        .asString())
                .isEqualTo("2026-11-12");
        assertThat(shown(S10, report, "PLC")).isEqualTo(S10);
        assertThat(counted("ministry:METI:sato", "pm-cao:ito", "nco:tanaka", "hq"))
                .containsExactly(1, 1, 1, 0);

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

        // whom it was delivered to finds it as before, marked; nobody else ever does, and nobody counts it
        assertThat(shown(S10, report, "PLC")).isEqualTo(S10);
        for (String viewer : List.of("ministry:METI:sato", "ministry:METI", "pm-cao:ito", "nco:tanaka")) {
            assertThat(state(viewer, report)).as(viewer).isEqualTo("WITHDRAWN");
        }
        assertThat(counted("ministry:METI:sato", "pm-cao:ito", "nco:tanaka", "hq"))
                .containsOnly(0);
        assertThat(hub.get(
                                "auditor",
                                "/v1/reports/%s/receipt"
                                        .formatted(report.path("threadId").asString()))
                        .status())
                .isEqualTo(200);
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
    void s1RansomwareInAHospitalIsNoMatterOfTheActButOfTheCommissionAndByConsentOfThePolice() throws Exception {
        hub.clock("2026-11-05T07:15:00+09:00");
        var report = hub.filed(
                "kitahama-medical",
                "/v1/reports",
                "s1",
                filing(
                        "2026-11-05T05:40:00+09:00",
                        "HEALTHCARE",
                        Map.of(
                                "title",
                                "電子カルテの暗号化",
                                "severityEstimate",
                                3,
                                "personalData",
                                "SUSPECTED",
                                "breach",
                                Map.of("sensitive", "YES"),
                                "consents",
                                Map.of("policeShare", true))));
        assertThat(deliveries("operator:kitahama-medical", report))
                .containsExactly(
                        "MHLW LEAD R1",
                        "PPC CO_COMPETENT R7",
                        "NCO COPY R2",
                        "NPA COPY R8",
                        "PREFECTURE_27 COPY R1",
                        "PREF_POLICE_27 COPY R8");
        assertThat(duties("operator:kitahama-medical", report))
                .containsExactlyInAnyOrder(
                        "ACTION_PLAN PRELIMINARY MHLW OPEN",
                        "APPI_BREACH PRELIMINARY PPC 2026-11-10 OPEN",
                        "APPI_BREACH DETAILED PPC 2027-01-04 OPEN",
                        "POLICE_CONSULT PRELIMINARY PREF_POLICE_27 OPEN");
        // the Commission and the police read their own delivery, and of what concerns others nothing
        assertThat(deliveries("ppc", report)).containsExactly("PPC CO_COMPETENT R7");
        assertThat(duties("ppc", report))
                .containsExactly(
                        "APPI_BREACH PRELIMINARY PPC 2026-11-10 OPEN", "APPI_BREACH DETAILED PPC 2027-01-04 OPEN");
        assertThat(deliveries("police:27", report)).containsExactly("PREF_POLICE_27 COPY R8");
        assertThat(hub.get("police:13", "/v1/reports/" + report.path("threadId").asString())
                        .status())
                .isEqualTo(404);
        var explained = hub.get(
                        "nco:tanaka",
                        "/v1/explain?threadId=%s&recipient=PPC"
                                .formatted(report.path("threadId").asString()))
                .body();
        assertThat(explained.at("/decisions/0/grounds/0/article").asString()).contains("個人情報保護法 26条1項");

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
    void s1sPoliceHaveATopicOfTheirOwnFromTheirFirstDeliveryOn() throws Exception {
        var thread = hub.get("operator:kitahama-medical", "/v1/reports")
                .body()
                .at("/items/0/threadId")
                .asString();
        LiveHub.await(
                "the delivery to the police",
                () -> hub.get("police:27", "/v1/reports/" + thread).body().at("/deliveries/0"),
                delivery -> delivery.path("state").asString().equals("MADE"));

        var record = hub.read(
                "police:27", "deliveries.pref-police-27", one -> one.key().equals(thread));
        assertThat(record.value().get("rule")).hasToString("R8");
        assertThat(hub.read("ppc", "deliveries.ppc", one -> one.key().equals(thread))
                        .value()
                        .get("article"))
                .hasToString("個人情報保護法 26条1項; 施行規則 7条");
    }

    @Test
    @Order(6)
    void s3AContainerTerminalFulfilsItsDetailedReportTwoDaysEarlyAndNobodyElsesDuty() throws Exception {
        hub.clock("2026-11-10T07:05:00+09:00");
        var report = hub.filed(
                "isewan-terminal",
                "/v1/reports",
                "s3",
                filing(
                        "2026-11-10T06:30:00+09:00",
                        "PORT",
                        Map.of(
                                "title",
                                "TOS 停止",
                                "severityEstimate",
                                3,
                                "consents",
                                Map.of("policeShare", true),
                                "contact",
                                CONTACT)));
        assertThat(deliveries("operator:isewan-terminal", report))
                .containsExactly(
                        "MLIT LEAD R3",
                        "PM_CAO CO_COMPETENT R3",
                        "DEVELOPMENT_BUREAU_CHUBU COPY R1",
                        "NCO COPY R3",
                        "NPA COPY R8",
                        "PREF_POLICE_23 COPY R8",
                        "TRANSPORT_BUREAU_CHUBU COPY R1");
        assertThat(obligation("operator:isewan-terminal", report, "DETAILED", "MLIT")
                        .path("dueBefore")
                        .asString())
                .isEqualTo("2026-12-11T00:00:00+09:00");
        assertThat(shown(S3, report, "TOS")).isEqualTo(S3);
    }

    @Test
    @Order(7)
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
    @Order(8)
    void s5AMunicipalWaterworksReportsToMlitAndBeforeApril2024ToMhlw() throws Exception {
        hub.clock("2026-12-01T18:00:00+09:00");
        var now = hub.filed(
                "wangan-water",
                "/v1/reports",
                "s5",
                filing("2026-12-01T16:20:00+09:00", "WATER", Map.of("title", "浄水場 HMI への遠隔アクセス", "contact", CONTACT)));
        assertThat(deliveries("operator:wangan-water", now))
                .containsExactly(
                        "MLIT LEAD R3",
                        "PM_CAO CO_COMPETENT R3",
                        "MIC COPY R9",
                        "NCO COPY R3",
                        "PREFECTURE_14 COPY R9");
        assertThat(obligation("operator:wangan-water", now, "DETAILED", "MLIT")
                        .path("dueDate")
                        .asString())
                .isEqualTo("2027-01-04");
        assertThat(shown(S5, now, "HMI")).isEqualTo(S5);

        var then = hub.filed(
                "wangan-water",
                "/v1/reports",
                "s5-2024",
                filing("2024-03-15T16:20:00+09:00", "WATER", Map.of("title", "浄水場 HMI への遠隔アクセス", "contact", CONTACT)));
        assertThat(deliveries("operator:wangan-water", then))
                .containsExactly("MHLW LEAD R1", "MIC COPY R9", "NCO COPY R1", "PREFECTURE_14 COPY R9");
        assertThat(shown(S5_IN_2024, then, "HMI")).isEqualTo(S5_IN_2024);
    }

    @Test
    @Order(9)
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

    @Test
    @Order(10)
    void s1sFinalReportToTheCommissionIsMetOnItsLastDay() throws Exception {
        hub.clock("2026-12-22T10:00:00+09:00");
        var thread = hub.get("operator:kitahama-medical", "/v1/reports")
                .body()
                .at("/items/0/threadId")
                .asString();
        var detailed = hub.filed(
                "kitahama-medical",
                "/v1/reports/" + thread + "/follow-ups",
                "s1-detailed",
                Map.of("stage", "DETAILED", "summary", "詳報", "breach", Map.of("persons", 42_000)));
        hub.clock("2027-01-04T17:00:00+09:00");
        long position =
                hub.act("ppc", hub.delivery("operator:kitahama-medical", detailed, "PPC"), "acknowledgement", Map.of());

        String now = "/v1/reports/" + thread + "?atLeast=" + position;
        assertThat(duties(hub.get("ppc", now).body()))
                .containsExactly(
                        "APPI_BREACH PRELIMINARY PPC 2026-11-10 MET", "APPI_BREACH DETAILED PPC 2027-01-04 MET");
        assertThat(duties(hub.get("operator:kitahama-medical", now).body()))
                .contains("POLICE_CONSULT PRELIMINARY PREF_POLICE_27 OPEN");
    }

    @Test
    @Order(11)
    void s5sDeadlineApproachesAndIsMissedOnceByTheClockAlone() throws Exception {
        String sheet = "/v1/obligations/sheet?by=OPERATOR&operator=wangan-water&regime=CYBER_RESPONSE_ACT";
        LiveHub.await(
                "what approaches",
                () -> told("wangan-water"),
                entries -> entries.contains("DEADLINE_APPROACHING PM_CAO 2026-12-29T00:00+09:00"));
        LiveHub.await(
                "both on the sheet",
                () -> hub.get("nco:mori", sheet).body().at("/items/0/approaching"),
                approaching -> approaching.asInt() == 2);

        hub.clock("2027-01-05T09:00:00+09:00");

        List<String> entries = LiveHub.await(
                "what is missed",
                () -> told("wangan-water"),
                all -> all.contains("DEADLINE_MISSED MLIT 2027-01-05T00:00+09:00")
                        && all.contains("DEADLINE_MISSED PM_CAO 2027-01-05T00:00+09:00"));
        assertThat(entries).doesNotHaveDuplicates();
        LiveHub.await(
                "both on the sheet",
                () -> hub.get("operator:wangan-water", sheet).body().at("/items/0/missed"),
                missed -> missed.asInt() == 2);
    }

    /** What the clock had the record say of an operator's threads. */
    private List<String> told(String operator) throws Exception {
        return hub.get("nco:mori", "/v1/timeline?limit=500&operator=" + operator)
                .body()
                .path("items")
                .valueStream()
                .filter(entry -> entry.path("kind").asString().startsWith("DEADLINE"))
                .map(entry -> "%s %s %s"
                        .formatted(
                                entry.path("kind").asString(),
                                entry.path("ministry").asString(),
                                OffsetDateTime.parse(entry.path("occurredAt").asString())))
                .toList();
    }

    @Test
    @Order(12)
    void anAgencyReportsToItsMinistryAndACarrierToItsBureauToo() throws Exception {
        var institute = hub.filed(
                "kokken-institute",
                "/v1/reports",
                "r10",
                Map.of(
                        "form", "OTHER_CYBER",
                        "stage", "PRELIMINARY",
                        "awarenessAt", "2027-01-04T10:00:00+09:00",
                        "title", "計算機への侵入",
                        "summary", "調査中"));
        assertThat(deliveries("operator:kokken-institute", institute)).containsExactly("MEXT LEAD R10", "NCO COPY R10");
        assertThat(duties("ministry:MEXT:mori", institute)).containsExactly("GOV_STANDARD PRELIMINARY MEXT OPEN");

        var carrier = hub.filed(
                "daiichi-telecom",
                "/v1/reports",
                "r6",
                filing(
                        "2027-01-04T10:00:00+09:00",
                        "TELECOM",
                        Map.of(
                                "title", "交換設備の停止",
                                "form", "OTHER_CYBER",
                                "cause", List.of("EQUIPMENT_FAILURE"),
                                "seriousAccident", "YES")));
        assertThat(deliveries("operator:daiichi-telecom", carrier))
                .containsExactly("MIC LEAD R1", "MIC_BUREAU_KANTO COPY R6", "NCO COPY R1");
        assertThat(duties("ministry:MIC:abe", carrier))
                .containsExactlyInAnyOrder(
                        "ACTION_PLAN PRELIMINARY MIC OPEN",
                        "TELECOM_ACCIDENT PRELIMINARY MIC OPEN",
                        "TELECOM_ACCIDENT DETAILED MIC 2027-02-03 OPEN");
    }

    @Test
    @Order(12)
    void aConsentTakenBackEndsWhatThePoliceAreToldAndGivenAgainTheyHaveWhatTheyMissed() throws Exception {
        var thread = "/v1/reports/" + latest("operator:kitahama-medical");
        int before = LiveHub.await(
                        "what the police have until then",
                        () -> hub.get("police:27", thread).body(),
                        seen -> seen.at("/deliveries/0/state").asString().equals("MADE"))
                .path("reports")
                .size();

        asked("operator:kitahama-medical", thread + "/consents", Map.of("policeShare", false));
        var followUp = hub.filed(
                "kitahama-medical",
                thread + "/follow-ups",
                "s1-after-consent",
                Map.of("stage", "FOLLOW_UP", "summary", "復旧の見込み"));
        var police = hub.thread("police:27", followUp);
        assertThat(police.path("reports").size()).isEqualTo(before);
        assertThat(police.toString()).doesNotContain("復旧の見込み");
        assertThat(duties(police)).containsExactly("POLICE_CONSULT PRELIMINARY PREF_POLICE_27 WAIVED");
        assertThat(hub.thread("ministry:MHLW:tanaka", followUp).path("history").findValuesAsString("summary"))
                .contains("同意の撤回：policeShare");

        asked("operator:kitahama-medical", thread + "/consents", Map.of("policeShare", true));
        LiveHub.await(
                "what the police missed",
                () -> hub.get("police:27", thread).body(),
                seen -> seen.path("reports").size() == before + 1
                        && seen.at("/deliveries/0/state").asString().equals("MADE"));
    }

    @Test
    @Order(13)
    void theNationalOfficeAssessesTheSeverityBesideTheOperatorsEstimate() throws Exception {
        var thread = "/v1/reports/" + latest("operator:kitahama-medical");
        // so that the assessment is the last that happened
        hub.rest();

        long position = asked(
                "nco:tanaka",
                thread + "/severity",
                Map.of("continuity", 4, "safety", 2, "confidence", 1, "reason", "専門家会合の事後評価"));

        var severity = hub.get("operator:kitahama-medical", thread + "?atLeast=" + position)
                .body()
                .path("severity");
        assertThat(severity.path("estimate").asInt()).isEqualTo(3);
        assertThat(severity.at("/official/overall").asInt()).isEqualTo(4);
        assertThat(hub.get("police:27", thread + "?atLeast=" + position)
                        .body()
                        .path("severity")
                        .has("official"))
                .isFalse();
        var situation =
                hub.get("nco:tanaka", "/v1/situation?atLeast=" + position).body();
        assertThat(situation.at("/byOfficialSeverity/4").asInt()).isEqualTo(1);
        assertThat(situation.at("/bySeverity/4").isMissingNode()).isTrue();
        assertThat(hub.get("nco:tanaka", "/v1/timeline?limit=1&order=desc&atLeast=" + position)
                        .body()
                        .at("/items/0/officialSeverity")
                        .asInt())
                .isEqualTo(4);
    }

    @Test
    @Order(14)
    void aClosedThreadIsReopenedByWhatItsOperatorLearnsLaterOrByItsAuthority() throws Exception {
        var report = hub.filed(
                "setouchi-chem",
                "/v1/reports",
                "reopened",
                filing("2027-01-04T10:00:00+09:00", "CHEMICAL", Map.of("title", "製造管理系の停止")));
        closed("setouchi-chem", report, "METI", "ministry:METI:sato");
        assertThat(state("operator:setouchi-chem", report)).isEqualTo("CLOSED");

        var later = hub.filed(
                "setouchi-chem",
                "/v1/reports/" + report.path("threadId").asString() + "/follow-ups",
                "reopened-later",
                Map.of("stage", "FOLLOW_UP", "summary", "同じ手口による再侵入"));
        assertThat(state("operator:setouchi-chem", later)).isEqualTo("REOPENED");
        assertThat(duties("operator:setouchi-chem", later)).containsExactly("ACTION_PLAN PRELIMINARY METI MET");

        closed("setouchi-chem", later, "METI", "ministry:METI:sato");
        long position = hub.act(
                "ministry:METI:sato",
                hub.delivery("operator:setouchi-chem", later, "METI"),
                "reopening",
                Map.of("reason", "他社への波及が判明したため"));
        assertThat(hub.get(
                                "operator:setouchi-chem",
                                "/v1/reports/%s?atLeast=%d"
                                        .formatted(report.path("threadId").asString(), position))
                        .body()
                        .path("history")
                        .findValuesAsString("summary"))
                .contains("事案の再開 (METI)：他社への波及が判明したため");
    }

    @Test
    @Order(15)
    void aDraftIsNobodyElsesUntilItIsFiledAndIsFiledOnce() throws Exception {
        var begun = hub.post(
                "operator:koto-railway",
                "/v1/drafts",
                Map.of("form", "OTHER_CYBER", "stage", "PRELIMINARY", "awarenessAt", "2027-01-04T10:00:00+09:00"));
        assertThat(begun.status()).as("%s", begun.body()).isEqualTo(201);
        assertThat(begun.body().path("missing").findValuesAsString("item"))
                .containsExactlyInAnyOrder("title", "summary");
        String unfinished = "/v1/drafts/" + begun.body().path("draftId").asString();
        assertThat(hub.post("operator:koto-railway", unfinished + "/filing", Map.of())
                        .status())
                .isEqualTo(422);
        assertThat(hub.get("operator:nangoku-gas", unfinished).status()).isEqualTo(404);
        assertThat(hub.get("ministry:MLIT:suzuki", unfinished).status()).isEqualTo(403);

        var finished = hub.post(
                "operator:koto-railway",
                "/v1/drafts",
                filing("2027-01-04T10:00:00+09:00", "RAILWAY", Map.of("title", "発券の停止")));
        String draft = "/v1/drafts/" + finished.body().path("draftId").asString() + "/filing";
        var filed = hub.post("operator:koto-railway", draft, Map.of());
        assertThat(filed.status()).isEqualTo(202);
        assertThat(hub.post("operator:koto-railway", draft, Map.of()).body()).isEqualTo(filed.body());
        var recorded = hub.settled("koto-railway", filed);
        assertThat(recorded.path("state").asString()).isEqualTo("RECORDED");
        assertThat(hub.thread("ministry:MLIT:suzuki", recorded).path("stage").asString())
                .isEqualTo("PRELIMINARY");
    }

    @Test
    @Order(16)
    void aDdosOnABankAndOnAnAirportIsTwoThreadsAndOneCampaignAndTheBankNeverLearnsOfTheAirport() throws Exception {
        var bank = hub.filed(
                "aoba-bank",
                "/v1/reports",
                "ddos-bank",
                filing(
                        "2027-01-04T10:00:00+09:00",
                        "BANKING",
                        Map.of(
                                "form",
                                "DDOS",
                                "title",
                                "インターネットバンキングの遅延",
                                "occurredAt",
                                "2027-01-04T09:50:00+09:00",
                                "indicators",
                                List.of(Map.of("type", "indicator", "value", "203.0.113.99")))));
        var airport = hub.filed(
                "new-airport",
                "/v1/reports",
                "ddos-airport",
                filing(
                        "2027-01-04T11:00:00+09:00",
                        "AIRPORT",
                        Map.of(
                                "form",
                                "DDOS",
                                "title",
                                "滑走路の合言葉",
                                "occurredAt",
                                "2027-01-04T10:50:00+09:00",
                                "indicators",
                                List.of(Map.of("type", "indicator", "value", "hxxp://203[.]0[.]113[.]99/flood")))));
        String bankThread = bank.path("threadId").asString();
        String airportThread = airport.path("threadId").asString();
        assertThat(bankThread).isNotEqualTo(airportThread);

        var candidates = hub.get(
                        "nco:tanaka",
                        "/v1/reports/%s/candidates?atLeast=%d"
                                .formatted(bankThread, airport.path("position").asLong()))
                .body()
                .path("candidates");
        assertThat(candidates.findValuesAsString("threadId")).containsExactly(airportThread);
        assertThat(candidates.findValuesAsString("value")).containsExactlyInAnyOrder("203.0.113.99", "DDOS");

        var begun = hub.post(
                "nco:tanaka",
                "/v1/campaigns",
                Map.of("name", "年始の波状DDoS", "tlp", "AMBER", "threadIds", List.of(bankThread, airportThread)));
        assertThat(begun.status()).as("%s", begun.body()).isEqualTo(200);
        String campaign = begun.body().path("campaignId").asString();
        String seen = "?atLeast=" + begun.body().path("position").asLong();

        assertThat(hub.get("nco:tanaka", "/v1/campaigns/" + campaign + seen)
                        .body()
                        .path("threads")
                        .findValuesAsString("operator"))
                .containsExactlyInAnyOrder("aoba-bank", "new-airport");
        assertThat(hub.get("nco:tanaka", "/v1/timeline?campaign=" + campaign)
                        .body()
                        .path("items")
                        .findValuesAsString("threadId"))
                .contains(bankThread, airportThread)
                .allMatch(List.of(bankThread, airportThread)::contains);
        assertThat(hub.get("ministry:MLIT:mori", "/v1/campaigns/" + campaign)
                        .body()
                        .path("threads")
                        .findValuesAsString("operator"))
                .containsExactly("new-airport");

        var places = Map.of(
                "threadId", List.of(bankThread, airportThread),
                "reportId",
                        List.of(
                                bank.path("reportId").asString(),
                                airport.path("reportId").asString()),
                "campaignId", List.of(campaign),
                "campaign", List.of(campaign),
                "operator", List.of("new-airport", "aoba-bank"),
                "q", List.of("%E6%BB%91%E8%B5%B0%E8%B7%AF"));
        hub.rest();
        for (String viewer : List.of("operator:aoba-bank", "ministry:FSA:kato")) {
            var answers = new Outlets(hub, viewer).answers(places);
            assertThat(answers.get("/v1/reports/" + bankThread)).as(viewer).startsWith("200 ");
            answers.forEach((path, answer) -> {
                assertThat(answer).as("%s %s", viewer, path).doesNotContain("滑走路");
                // that there is such an operator is no secret
                if (!path.startsWith("/v1/register")) {
                    assertThat(answer).as("%s %s", viewer, path).doesNotContain("new-airport", "新空港");
                }
                // nor that there is such a sector; but it has one operator, and an incident's sector would be its name
                if (!path.startsWith("/v1/register") && !path.equals("/taxii2/hub/collections/")) {
                    assertThat(answer).as("%s %s", viewer, path).doesNotContain("AIRPORT");
                }
                // the ministry knows that there is one more, without names; what was asked for by its id may be said
                // not
                // to be found
                if (viewer.startsWith("operator:") && !path.contains(airportThread)) {
                    assertThat(answer).as("%s %s", viewer, path).doesNotContain(airportThread);
                }
            });
        }

        assertThat(hub.get("ministry:MLIT:mori", "/v1/reports/" + airportThread)
                        .body()
                        .path("sectors")
                        .toString())
                .as("its own competence")
                .contains("AIRPORT");
        assertThat(hub.get("ministry:FSA:kato", "/v1/timeline?campaign=" + campaign)
                        .body()
                        .path("items")
                        .valueStream())
                .filteredOn(entry -> entry.path("threadId").asString().equals(airportThread))
                .isNotEmpty()
                .allSatisfy(entry -> {
                    assertThat(entry.has("sector")).isFalse();
                    assertThat(entry.has("ministry")).isFalse();
                    assertThat(entry.path("occurredAt").asString()).contains("T00:00");
                });
        for (String asked : List.of("sector=AIRPORT", "sector=KI_AIRPORT", "ministry=MLIT")) {
            assertThat(hub.get("ministry:FSA:kato", "/v1/timeline?" + asked)
                            .body()
                            .path("items")
                            .findValuesAsString("threadId"))
                    .as(asked)
                    .doesNotContain(airportThread);
        }
    }

    /** The access matrix at the doors themselves: whose words come out, of each label, by whatever GET. */
    @Test
    @Order(18)
    void everyOutletShowsEachViewerTheLabelsThatTheMatrixSays() throws Exception {
        var threads = new LinkedHashMap<Tlp, String>();
        for (Tlp label : Tlp.values()) {
            threads.put(
                    label,
                    hub.filed(
                                    "setouchi-chem",
                                    "/v1/reports",
                                    "outlets-" + label,
                                    filing(
                                            "2026-12-20T10:00:00+09:00",
                                            "CHEMICAL",
                                            Map.of("tlp", label.name(), "title", canary(label))))
                            .path("threadId")
                            .asString());
        }
        var places = Map.of(
                "threadId", List.copyOf(threads.values()),
                "collectionId", List.of("CHEMICAL"),
                "sector", List.of("CHEMICAL"),
                "operator", List.of("setouchi-chem"),
                "q", Stream.of(Tlp.values()).map(ScenariosIT::canary).toList());
        var matrix = Map.ofEntries(
                entry("operator:setouchi-chem", EnumSet.allOf(Tlp.class)),
                entry("operator:aoba-bank", EnumSet.of(Tlp.CLEAR)),
                entry("ministry:METI:sato", EnumSet.allOf(Tlp.class)),
                entry("ministry:METI", EnumSet.range(Tlp.CLEAR, Tlp.AMBER_STRICT)),
                entry("ministry:MOD:kato", EnumSet.range(Tlp.CLEAR, Tlp.GREEN)),
                entry("nco:tanaka", EnumSet.range(Tlp.CLEAR, Tlp.AMBER_STRICT)),
                entry("pm-cao:ito", EnumSet.range(Tlp.CLEAR, Tlp.AMBER)),
                entry("ppc", EnumSet.range(Tlp.CLEAR, Tlp.GREEN)),
                entry("police:34", EnumSet.range(Tlp.CLEAR, Tlp.GREEN)),
                entry("ceptoar:CHEMICAL", EnumSet.range(Tlp.CLEAR, Tlp.GREEN)),
                entry("council:ito", EnumSet.range(Tlp.CLEAR, Tlp.GREEN)),
                entry("hq", EnumSet.of(Tlp.CLEAR)),
                entry("auditor", EnumSet.of(Tlp.CLEAR)),
                entry("admin", EnumSet.of(Tlp.CLEAR)));
        hub.rest();
        for (var row : matrix.entrySet()) {
            var answers = new Outlets(hub, row.getKey()).answers(places);
            for (Tlp label : Tlp.values()) {
                assertThat(answers.entrySet().stream()
                                .filter(answer -> answer.getValue().contains(canary(label)))
                                .map(Map.Entry::getKey))
                        .as("%s reads %s at", row.getKey(), label)
                        .satisfies(where -> assertThat(where.isEmpty())
                                .isEqualTo(!row.getValue().contains(label)));
            }
        }
    }

    private static String canary(Tlp label) {
        return "canary-of-%s-label".formatted(label.name().toLowerCase(Locale.ROOT));
    }

    /** S3's masked bulletin, downstream of the terminal: none of its readers learns whose incident it was. */
    @Test
    @Order(17)
    void s3sBulletinLeavesAsItsOriginatorSawItAndIsTakenBackFromEveryone() throws Exception {
        var report = hub.filed(
                "isewan-terminal",
                "/v1/reports",
                "s3-bulletin",
                filing(
                        "2026-11-10T06:30:00+09:00",
                        "PORT",
                        Map.of(
                                "title", "伊勢湾ターミナル TOS 停止 CVE-2026-31337",
                                "summary", "canary-summary: tos01.isewan.example の 10.9.8.7 から侵入",
                                "details", Map.of("ransomNote", "canary-note", "malwareFamily", "LockB9"),
                                "indicators",
                                        List.of(
                                                Map.of("type", "domain-name", "value", "c2.attacker.example"),
                                                Map.of("type", "hostname", "value", "tos01")),
                                "contact", Map.of("name", "canary-contact", "phone", "052-987-6543"))));
        var drafted = hub.post(
                "nco:tanaka",
                "/v1/bulletins",
                Map.of(
                        "threads",
                        List.of(report.path("threadId").asString()),
                        "sectors",
                        List.of("LOGISTICS", "ELECTRICITY"),
                        "tlp",
                        "AMBER",
                        "countermeasures",
                        "VPN 装置の更新"));
        assertThat(drafted.status()).as("%s", drafted.body()).isEqualTo(201);
        String bulletin = "/v1/bulletins/" + drafted.body().path("bulletinId").asString();

        // the originator sees exactly what will leave, and nothing leaves before it agrees
        var preview = hub.get("operator:isewan-terminal", bulletin).body();
        assertThat(preview.path("text").asString()).contains("LockB9", "CVE-2026-31337");
        assertThat(hub.post("nco:tanaka", bulletin + "/issue", Map.of()).status())
                .isEqualTo(409);
        asked("operator:isewan-terminal", bulletin + "/approval", Map.of("revision", 1, "approved", true));
        long issued = asked("nco:tanaka", bulletin + "/issue", Map.of());

        var readers = List.of(
                "ministry:MLIT",
                "ministry:METI",
                "pm-cao:ito",
                "ceptoar:LOGISTICS",
                "ceptoar:ELECTRICITY",
                "operator:chubu-power");
        String id = drafted.body().path("bulletinId").asString();
        for (String reader : readers) {
            for (String answer : List.of(
                    hub.get(reader, bulletin + "?atLeast=" + issued).body().toString(),
                    hub.get(reader, "/v1/bulletins").body().toString(),
                    hub.text(reader, "/v1/bulletins/feed"))) {
                assertThat(answer).as(reader).contains(id, "c2.attacker.example");
                assertNoCanary(reader, answer);
            }
            assertThat(hub.get(reader, bulletin).body().path("text")).isEqualTo(preview.path("text"));
        }
        for (String other :
                List.of("ceptoar:GAS", "operator:nangoku-gas", "ministry:FSA", "council:ito", "police:23")) {
            assertThat(hub.get(other, bulletin).status()).as(other).isEqualTo(404);
        }
        var published = hub.read("operator:chubu-power", "bulletins.electricity", record -> id.equals(record.key()));
        assertThat(String.valueOf(published.value().get("text")))
                .isEqualTo(preview.path("text").asString());
        assertThat(published.headers().lastHeader("ce_id")).isNotNull();
        assertNoCanary("bulletins.electricity", published.value().toString());
        assertThatThrownBy(() -> hub.read("operator:nangoku-gas", "bulletins.electricity", _ -> true))
                .isInstanceOf(TopicAuthorizationException.class);

        // taken back, it is taken back everywhere, and the office sees who still holds it
        asked("ceptoar:ELECTRICITY", bulletin + "/receipt", Map.of());
        asked("operator:chubu-power", bulletin + "/receipt", Map.of());
        asked("nco:tanaka", bulletin + "/recall", Map.of("reason", "指標の誤り"));
        asked("ceptoar:ELECTRICITY", bulletin + "/receipt", Map.of());
        assertThat(hub.get("nco:tanaka", bulletin)
                        .body()
                        .path("copies")
                        .valueStream()
                        .map(copy -> copy.path("recipient").asString() + " "
                                + copy.path("state").asString()))
                .contains("ceptoar:ELECTRICITY RETURNED", "operator:chubu-power RECEIVED", "ceptoar:LOGISTICS SENT");
        for (String reader : readers) {
            assertThat(hub.get(reader, bulletin).body().path("state").asString())
                    .as(reader)
                    .isEqualTo("RECALLED");
            assertThat(hub.text(reader, "/v1/bulletins/feed")).contains("指標の誤り").doesNotContain("c2.attacker.example");
        }
        var recall = hub.read(
                "ceptoar:LOGISTICS",
                "bulletins.logistics",
                record -> record.value().getSchema().getName().equals("BulletinRecall"));
        assertThat(recall.key()).isEqualTo(id);
    }

    private static void assertNoCanary(String where, String answer) {
        assertThat(answer)
                .as(where)
                .doesNotContain("isewan", "伊勢湾", "canary", "052-987-6543", "tos01", "10.9.8.7")
                .doesNotContain("ターミナル", "TOS");
    }

    private void closed(String operator, JsonNode submission, String authority, String officer) throws Exception {
        var delivery = hub.delivery("operator:" + operator, submission, authority);
        hub.act(officer, delivery, "acknowledgement", Map.of());
        long position = hub.act(officer, delivery, "close", Map.of());
        hub.get(
                "operator:" + operator,
                "/v1/reports/%s?atLeast=%d"
                        .formatted(submission.path("threadId").asString(), position));
    }

    private String latest(String identity) throws Exception {
        return hub.get(identity, "/v1/reports").body().at("/items/0/threadId").asString();
    }

    private long asked(String identity, String path, Map<String, Object> body) throws Exception {
        var answer = hub.post(identity, path, body);
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
        return answer.body().path("position").asLong();
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

    private static Map<String, Extent> of(Extent extent, String... identities) {
        return Stream.of(identities).collect(Collectors.toMap(identity -> identity, _ -> extent));
    }

    @SafeVarargs
    private static Map<String, Extent> viewers(Map<String, Extent>... rows) {
        var viewers = new HashMap<String, Extent>();
        for (Map<String, Extent> row : rows) {
            viewers.putAll(row);
        }
        return viewers;
    }

    /** How much of a thread each of these is shown; who is shown its words finds it by them, and nobody else does. */
    private Map<String, Extent> shown(Map<String, Extent> viewers, JsonNode submission, String word) throws Exception {
        String thread = submission.path("threadId").asString();
        var shown = new TreeMap<String, Extent>();
        for (String viewer : viewers.keySet()) {
            Extent extent = shown(viewer, thread, word);
            shown.put(viewer, extent);
            var found = hub.get(viewer, "/v1/timeline?limit=500&q=" + word);
            if (found.status() != 403) {
                assertThat(found.body().findValuesAsString("threadId").contains(thread))
                        .as("%s finds it", viewer)
                        .isEqualTo(extent.showsContent());
            }
        }
        return shown;
    }

    private Extent shown(String viewer, String thread, String word) throws Exception {
        var answer = hub.get(viewer, "/v1/reports/" + thread);
        String text = answer.body().toString();
        if (answer.status() == 404) {
            assertThat(text).as(viewer).doesNotContain(word);
            return Extent.NONE;
        }
        assertThat(answer.status()).as("%s: %s", viewer, text).isEqualTo(200);
        if (!text.contains(word)) {
            assertThat(answer.body().has("operator"))
                    .as("%s is told whose", viewer)
                    .isFalse();
            return Extent.MASKED;
        }
        if (!text.contains(CONTACT_NAME)) {
            return Extent.SHARED;
        }
        return answer.body().path("deliveries").size() > 1 ? Extent.FULL : Extent.OWN_DELIVERY;
    }

    /** How many threads each of them counts. */
    private List<Integer> counted(String... identities) throws Exception {
        var counts = new ArrayList<Integer>();
        for (String identity : identities) {
            counts.add(hub.get(identity, "/v1/situation").body().path("threads").asInt());
        }
        return counts;
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

    private List<String> duties(String identity, JsonNode submission) throws Exception {
        return duties(hub.thread(identity, submission));
    }

    private static List<String> duties(JsonNode thread) {
        return thread.path("obligations")
                .valueStream()
                .map(one -> Stream.of("regime", "type", "addressee", "dueDate", "state")
                        .filter(one::has)
                        .map(item -> one.path(item).asString())
                        .collect(Collectors.joining(" ")))
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
