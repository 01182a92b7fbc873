package noroshi.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.util.List;
import noroshi.core.Fault;
import noroshi.core.register.OperatorSlug;
import noroshi.core.report.Kind;
import noroshi.core.report.ReportId;
import noroshi.form.Forms;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** A sentence is of one language: what can't be quoted is told in it. Codes, items' names and values are of none. */
class FaultSentencesTest {

    private static final OperatorSlug OPERATOR = new OperatorSlug("kitahama-medical");

    private final FilingReader reader = new FilingReader(Forms.shipped());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "7",
                "{}",
                "{\"form\": 7, \"stage\": true, \"awarenessAt\": {}, \"title\": [], \"summary\": 1}",
                "{\"title\": \"  \", \"summary\": \"\\u0000\", \"tlp\": [], \"cause\": 1, \"indicators\": [1]}",
                "{\"contact\": 1, \"details\": \"x\", \"consents\": [], \"hotline\": \"x\", \"unheardOf\": {}}",
                "{\"severityEstimate\": \"x\", \"prefecture\": \"\", \"serviceLines\": [1], \"details\": {\"a\": {}}}"
            })
    void noJapaneseSentenceSpeaksEnglish(String body) {
        var report = ReportId.of(OPERATOR, "key");
        var envelope = new Envelope(OPERATOR, report, null, "00".repeat(32), Instant.EPOCH);

        List<Fault> faults = catchThrowableOfType(
                        InvalidFiling.class,
                        () -> reader.read(Kind.REPORT, JsonMapper.shared().readTree(body), envelope))
                .faults();

        assertThat(faults).isNotEmpty().allSatisfy(fault -> {
            String came = fault.ja()
                    .substring(fault.ja().indexOf(": ") + 2, fault.ja().indexOf(" (正: "));
            assertThat(came.replace("null", "")).as(fault.ja()).doesNotContainPattern("[a-z]");
            assertThat(fault.en()).doesNotContainPattern("[\\u3040-\\u30ff\\u4e00-\\u9fff]");
        });
    }
}
