package noroshi.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import noroshi.avro.ReportContent;
import noroshi.avro.ReportFiling;
import noroshi.avro.SealedContent;
import noroshi.core.report.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class FilingRecordsTest {

    private final FilingRecords records = new FilingRecords(TestKeys.keys());

    @Test
    void aFilingSurvivesTheWayToAvroAndBack() throws Exception {
        JsonNode body = Filings.json(Filings.FULLEST);

        ReportFiling filing = overTheWire(FilingRecords.plain(Kind.REPORT, null, body));

        assertThat(filing.getContent()).isInstanceOf(ReportContent.class);
        assertThat(written(filing)).isEqualTo(body);
    }

    @Test
    void whatIsNotStatedStaysUnstated() throws Exception {
        JsonNode body = Filings.json("{\"stage\": \"FOLLOW_UP\"}");

        ReportFiling filing = overTheWire(FilingRecords.plain(Kind.FOLLOW_UP, Filings.THREAD, body));

        assertThat(FilingRecords.kind(filing)).isEqualTo(Kind.FOLLOW_UP);
        assertThat(FilingRecords.thread(filing)).contains(Filings.THREAD);
        assertThat(written(filing)).isEqualTo(body);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CORRECTION | {\"corrections\": {\"title\": \"訂正\", \"hotline\": true}, \"reason\": \"誤記\"}",
                "WITHDRAWAL | {\"reason\": \"誤検知\"}"
            })
    void aCorrectionAndAWithdrawalKeepTheirShape(Kind kind, String text) throws Exception {
        JsonNode body = Filings.json(text);

        assertThat(records.body(overTheWire(FilingRecords.plain(kind, Filings.THREAD, body)), Filings.REPORT))
                .isEqualTo(body);
        assertThat(records.body(
                        overTheWire(records.sealed(kind, Filings.THREAD, body, Filings.REPORT)), Filings.REPORT))
                .isEqualTo(body);
    }

    @Test
    void sealedContentHidesEveryWord() throws Exception {
        JsonNode body = Filings.json(Filings.FULLEST);

        ReportFiling filing = overTheWire(records.sealed(Kind.REPORT, null, body, Filings.REPORT));

        assertThat(filing.getContent()).isInstanceOf(SealedContent.class);
        assertThat(filing.toString()).doesNotContain("電子カルテ", "192.0.2.7", "Pay.", "06-0000-0000", "𠮷野分院");
        assertThat(written(filing)).isEqualTo(body);
    }

    @Test
    void aKindNobodyKnowsIsInvalid() {
        ReportFiling filing = ReportFiling.newBuilder().setKind("GOSSIP").build();

        assertThatThrownBy(() -> FilingRecords.kind(filing)).isInstanceOf(InvalidFiling.class);
        assertThatThrownBy(() -> records.body(filing, Filings.REPORT)).isInstanceOf(InvalidFiling.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1-1-1-1-1", "not a uuid"})
    void aThreadIsNamedByAUuid(String thread) {
        ReportFiling filing = ReportFiling.newBuilder().setThreadId(thread).build();

        assertThatThrownBy(() -> FilingRecords.thread(filing)).isInstanceOf(InvalidFiling.class);
    }

    /** As it is written, so that 320 is the same number by whichever Java type. */
    private JsonNode written(ReportFiling filing) {
        return Filings.json(records.body(filing, Filings.REPORT).toString());
    }

    private static ReportFiling overTheWire(ReportFiling filing) throws Exception {
        return ReportFiling.fromByteBuffer(filing.toByteBuffer());
    }
}
