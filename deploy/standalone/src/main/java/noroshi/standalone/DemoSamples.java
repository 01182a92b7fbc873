package noroshi.standalone;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import noroshi.standalone.veris.HubApi.Answer;
import noroshi.standalone.veris.Pause;
import tools.jackson.databind.JsonNode;

/**
 * 見本の事案. A few incidents of the days before now, filed through the public intake and worked on by the
 * ministries, so that a newcomer's hub has something to show. All names are fictional.
 */
final class DemoSamples {

    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
    private static final Duration POLL = Duration.ofMillis(20);
    private static final int POLLS = 1_500;

    private final HttpHub hub;
    private final Instant now;

    DemoSamples(HttpHub hub, Instant now) {
        this.hub = hub;
        this.now = now.truncatedTo(ChronoUnit.MINUTES);
    }

    /** Files all samples; ends when they are recorded. */
    void file() throws IOException, InterruptedException {
        var hospital = open(
                "kitahama-medical",
                "hospital",
                5,
                Map.of(
                        "form", "RANSOMWARE",
                        "title", "電子カルテの暗号化",
                        "summary", "北病棟の端末で拡張子 .lckb9 への暗号化を確認。診療を紙運用に切替え。",
                        "serviceLines", List.of("HEALTHCARE"),
                        "personalData", "SUSPECTED",
                        "consents", Map.of("policeShare", true),
                        "eventClass", "MALWARE_INFECTION",
                        "severityEstimate", 3,
                        "serviceLevelDeviation", true));
        acknowledge("ministry:MHLW:tanaka", "MHLW", "kitahama-medical", hospital);
        followUp(
                "kitahama-medical",
                "hospital-2",
                hospital,
                Map.of("stage", "FOLLOW_UP", "summary", "給食委託業者の VPN 装置からの侵入と判明。"));

        var terminal = open(
                "isewan-terminal",
                "terminal",
                8,
                Map.of(
                        "form", "RANSOMWARE",
                        "title", "ターミナルオペレーションシステムの停止",
                        "summary", "5 ターミナルで搬出入を停止。VPN 装置の脆弱性を調査中。",
                        "serviceLines", List.of("PORT"),
                        "onCriticalComputer", "YES",
                        "cause", List.of("ILLICIT_ACQUISITION"),
                        "eventClass", "SYSTEM_UNUSABLE",
                        "severityEstimate", 3));
        acknowledge("ministry:MLIT:suzuki", "MLIT", "isewan-terminal", terminal);
        acknowledge("pm-cao:ito", "PM_CAO", "isewan-terminal", terminal);

        open(
                "aoba-bank",
                "bank",
                2,
                Map.of(
                        "form", "DDOS",
                        "title", "インターネットバンキングへの大量アクセス",
                        "summary", "約 40 分間つながりにくい状態。現在は復旧。",
                        "serviceLines", List.of("KI_FIN_BANK"),
                        "cause", List.of("DOS_MASS_ACCESS"),
                        "eventClass", "SYSTEM_UNUSABLE",
                        "severityEstimate", 1,
                        "tlp", "GREEN"));
        open(
                "koto-railway",
                "railway",
                1,
                Map.of(
                        "form", "INFORMATION_REPORT",
                        "title", "指令端末あて標的型メールを検知・遮断",
                        "summary", "添付ファイルは開かれていない。",
                        "serviceLines", List.of("RAILWAY"),
                        "nearMiss", true,
                        "eventClass", "SIGN_OR_NEAR_MISS",
                        "tlp", "GREEN"));
        open(
                "chubu-power",
                "drill",
                3,
                Map.of(
                        "form", "OTHER_CYBER",
                        "title", "【訓練】給電指令系への不正アクセス",
                        "summary", "分野横断的演習。",
                        "serviceLines", List.of("ELECTRICITY"),
                        "exercise", true));
    }

    private JsonNode open(String slug, String key, int daysAgo, Map<String, Object> items)
            throws IOException, InterruptedException {
        Instant aware = now.minus(Duration.ofDays(daysAgo));
        var body = new LinkedHashMap<String, Object>(items);
        body.put("stage", "PRELIMINARY");
        body.put("awarenessAt", written(aware));
        body.put("occurredAt", written(aware.minus(Duration.ofMinutes(150))));
        body.putIfAbsent("tlp", "AMBER");
        return recorded(slug, hub.postAsOperator(slug, "/v1/reports", "sample-" + key, body));
    }

    private static String written(Instant time) {
        return time.atZone(TOKYO).format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
    }

    private void followUp(String slug, String key, JsonNode submission, Map<String, Object> body)
            throws IOException, InterruptedException {
        String path = "/v1/reports/" + submission.path("threadId").asString() + "/follow-ups";
        recorded(slug, hub.postAsOperator(slug, path, "sample-" + key, body));
    }

    private void acknowledge(String officer, String addressee, String slug, JsonNode submission)
            throws IOException, InterruptedException {
        String thread = submission.path("threadId").asString();
        long position = submission.path("position").asLong(0);
        Answer seen = hub.getAsOperator(slug, "/v1/reports/" + thread + "?atLeast=" + position);
        String delivery = seen.body()
                .path("deliveries")
                .valueStream()
                .filter(one -> one.path("addressee").asString("").equals(addressee))
                .map(one -> one.path("deliveryId").asString())
                .findFirst()
                .orElseThrow(() -> new IOException("sample: no delivery to %s in %s".formatted(addressee, seen)));
        var done = hub.post(Identity.parse(officer), "/v1/deliveries/" + delivery + "/acknowledgement", Map.of());
        if (done.status() != 200) {
            throw new IOException("sample: %s was answered %s".formatted(officer, done));
        }
    }

    private JsonNode recorded(String slug, Answer filed) throws IOException, InterruptedException {
        if (filed.status() != 202) {
            throw new IOException("sample: the intake answered %s".formatted(filed));
        }
        String statusUrl = filed.body().path("statusUrl").asString();
        for (int poll = 0; poll < POLLS; poll++) {
            Answer submission = hub.getAsOperator(slug, statusUrl);
            switch (submission.body().path("state").asString("")) {
                case "RECORDED" -> {
                    return submission.body();
                }
                case "REFUSED" -> throw new IOException("sample: refused: %s".formatted(submission));
                default -> Pause.of(POLL);
            }
        }
        throw new IOException("sample: %s was not recorded in time".formatted(statusUrl));
    }
}
