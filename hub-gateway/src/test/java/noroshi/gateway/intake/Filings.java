package noroshi.gateway.intake;

import java.time.Instant;
import noroshi.core.register.OperatorSlug;
import noroshi.core.report.ReportId;
import noroshi.core.report.ThreadId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Filings to test with. */
final class Filings {

    static final OperatorSlug OPERATOR = new OperatorSlug("kitahama-medical");
    static final ReportId REPORT = ReportId.of(OPERATOR, "key-1");
    static final ThreadId THREAD = ThreadId.openedBy(REPORT);
    static final Instant RECEIVED = Instant.parse("2026-11-05T00:00:00Z");
    static final String SMALLEST = """
            {"form": "RANSOMWARE", "stage": "PRELIMINARY", "awarenessAt": "2026-11-05T05:40:00+09:00",
             "occurredAt": "2026-11-05T03:10:00+09:00", "title": "電子カルテの暗号化", "summary": "…",
             "serviceLines": ["HEALTHCARE"], "tlp": "AMBER"}
            """;
    static final String FULLEST = """
            {"form": "RANSOMWARE", "stage": "PRELIMINARY", "awarenessAt": "2026-11-04T20:40:00Z",
             "occurredAt": "2026-11-04T18:10:00.123456Z", "vendorNotifiedAt": "2026-11-04T19:00:00Z",
             "serviceLines": ["HEALTHCARE", "NOBODY_KNOWS"], "onCriticalComputer": "NO", "assets": ["EHR-01", "EHR-01"],
             "cause": ["VULNERABILITY", "SUSPICIOUS_MAIL"], "eventClass": "SYSTEM_UNUSABLE", "severityEstimate": 3,
             "serviceLevelDeviation": true, "personalData": "SUSPECTED", "prefecture": "27", "tlp": "AMBER_STRICT",
             "consents": {"ncoShare": true, "policeShare": false, "ceptoarAnonymised": true, "councilShare": false,
              "jpcertShare": true, "ipaShare": false},
             "exercise": true, "nearMiss": false, "hotline": true,
             "breach": {"sensitive": "YES", "propertyRisk": "UNKNOWN", "malicious": "NO", "persons": 1001, "myNumber": "NO"},
             "severityViewpoints": {"continuity": 3, "safety": 0, "confidence": 2}, "seriousAccident": "NO", "governmentCloud": true, "title": "電子カルテの暗号化", "summary": "𠮷野分院も",
             "indicators": [{"type": "ipv4-addr", "value": "192.0.2.7"}],
             "details": {"ransomNote": "Pay.", "affectedSystems": ["電子カルテ"], "beds": 320, "share": 0.25, "public": false},
             "contact": {"phone": "06-0000-0000"},
             "marks": [{"item": "details.ransomNote", "flag": "LEGAL_PRIVILEGE"}, {"item": "details.beds", "flag": "PERSONAL_DATA"}]}
            """;

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private Filings() {}

    static ObjectNode json(String text) {
        return (ObjectNode) MAPPER.readTree(text);
    }

    static ObjectNode smallest() {
        return json(SMALLEST);
    }

    /** The smallest filing with one item set to a JSON value. */
    static ObjectNode with(String item, String value) {
        JsonNode node = MAPPER.readTree(value);
        ObjectNode filing = smallest();
        filing.set(item, node);
        return filing;
    }

    static Envelope envelope(@Nullable ThreadId thread) {
        return new Envelope(OPERATOR, REPORT, thread, "hash", RECEIVED);
    }
}
