package noroshi.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import noroshi.core.Fault;
import noroshi.core.Reason;
import noroshi.core.report.Answer;
import noroshi.core.report.Breach;
import noroshi.core.report.Cause;
import noroshi.core.report.Consents;
import noroshi.core.report.Content;
import noroshi.core.report.EventClass;
import noroshi.core.report.Filing;
import noroshi.core.report.FormCode;
import noroshi.core.report.Indicator;
import noroshi.core.report.Kind;
import noroshi.core.report.Mark;
import noroshi.core.report.PersonalData;
import noroshi.core.report.Severity;
import noroshi.core.report.Stage;
import noroshi.core.report.ThreadId;
import noroshi.core.report.Tlp;
import noroshi.core.thread.ReportThreadCommand.CorrectReport;
import noroshi.core.thread.ReportThreadCommand.RequestWithdrawal;
import noroshi.core.thread.ReportThreadCommand.Submission;
import noroshi.core.thread.ReportThreadCommand.SubmitFollowUp;
import noroshi.core.thread.ReportThreadCommand.SubmitReport;
import noroshi.form.Forms;
import noroshi.web.Faults;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class FilingReaderTest {

    private final FilingReader reader = new FilingReader(Forms.shipped());

    @Test
    void theSmallestFilingGetsTheDefaults() {
        assertThat(read(Kind.REPORT, Filings.smallest(), null))
                .isEqualTo(new SubmitReport(
                        Filings.THREAD,
                        Filings.REPORT,
                        Filings.OPERATOR,
                        new Filing(
                                new FormCode("RANSOMWARE"),
                                Stage.PRELIMINARY,
                                Instant.parse("2026-11-04T20:40:00Z"),
                                Instant.parse("2026-11-04T18:10:00Z"),
                                null,
                                List.of("HEALTHCARE"),
                                Answer.UNKNOWN,
                                List.of(),
                                null,
                                null,
                                null,
                                PersonalData.UNKNOWN,
                                null,
                                Tlp.AMBER,
                                Consents.NONE,
                                false,
                                false,
                                false,
                                null,
                                null,
                                null,
                                null),
                        new Content("電子カルテの暗号化", "…", List.of(), Map.of(), Map.of(), List.of(), List.of()),
                        "hash",
                        Filings.RECEIVED));
    }

    @Test
    void theSeverestViewpointIsTheEstimate() {
        var submit = (SubmitReport) read(
                Kind.REPORT,
                Filings.with("severityViewpoints", "{\"continuity\": 1, \"safety\": 3, \"confidence\": 0}"),
                null);

        assertThat(submit.filing().severityEstimate()).isEqualTo(3);
        assertThat(submit.filing().severityViewpoints()).isEqualTo(new Severity(1, 3, 0));
    }

    @Test
    void anEstimateThatTheViewpointsContradictIsAFault() {
        var filing = Filings.with("severityViewpoints", "{\"continuity\": 1, \"safety\": 3, \"confidence\": 0}");
        filing.put("severityEstimate", 4);

        assertThatThrownBy(() -> read(Kind.REPORT, filing, null))
                .isInstanceOfSatisfying(
                        InvalidFiling.class,
                        refused -> assertThat(refused.faults()).singleElement().satisfies(fault -> {
                            assertThat(fault.item()).isEqualTo("severityEstimate");
                            assertThat(fault.en()).contains("the highest of the viewpoints, 3");
                        }));
    }

    @Test
    void everyItemIsRead() {
        var submit = (SubmitReport) read(Kind.REPORT, Filings.json(Filings.FULLEST), null);

        assertThat(submit.filing())
                .isEqualTo(new Filing(
                        new FormCode("RANSOMWARE"),
                        Stage.PRELIMINARY,
                        Instant.parse("2026-11-04T20:40:00Z"),
                        Instant.parse("2026-11-04T18:10:00.123456Z"),
                        Instant.parse("2026-11-04T19:00:00Z"),
                        List.of("HEALTHCARE", "NOBODY_KNOWS"),
                        Answer.NO,
                        List.of(Cause.VULNERABILITY, Cause.SUSPICIOUS_MAIL),
                        EventClass.SYSTEM_UNUSABLE,
                        3,
                        true,
                        PersonalData.SUSPECTED,
                        "27",
                        Tlp.AMBER_STRICT,
                        new Consents(true, false, true, false, true, false),
                        true,
                        false,
                        true,
                        new Breach(Answer.YES, Answer.UNKNOWN, Answer.NO, 1001, Answer.NO),
                        Answer.NO,
                        true,
                        new Severity(3, 0, 2)));
        assertThat(submit.content())
                .isEqualTo(new Content(
                        "電子カルテの暗号化",
                        "𠮷野分院も",
                        List.of(new Indicator("ipv4-addr", "192.0.2.7")),
                        Map.of(
                                "ransomNote",
                                "Pay.",
                                "affectedSystems",
                                List.of("電子カルテ"),
                                "beds",
                                320L,
                                "share",
                                0.25,
                                "public",
                                false),
                        Map.of("phone", "06-0000-0000"),
                        List.of("EHR-01"),
                        List.of(
                                new Mark("details.ransomNote", Mark.Flag.LEGAL_PRIVILEGE),
                                new Mark("details.beds", Mark.Flag.PERSONAL_DATA))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "form               | \"FAX\"                        | form              | one of DDOS, INFORMATION_REPORT, OTHER_CYBER, RANSOMWARE",
                "form               | 7                              | form              | a string",
                "stage              | \"FIRST\"                      | stage             | one of PRELIMINARY, FOLLOW_UP, DETAILED, FINAL",
                "awarenessAt        | \"2026-11-05T05:40:00\"        | awarenessAt       | an RFC 3339 time with offset",
                "awarenessAt        | \"2026-11-31T05:40:00Z\"       | awarenessAt       | an RFC 3339 time with offset",
                "awarenessAt        | 1762288800                     | awarenessAt       | an RFC 3339 time with offset",
                "occurredAt         | \"1899-12-31T23:59:59Z\"       | occurredAt        | from 1900 on",
                "title              | \"\"                           | title             | 1 to 200 characters",
                "title              | \"  \"                         | title             | one line that is not blank",
                "title              | \"a\\nb\"                      | title             | one line that is not blank",
                "title              | {}                             | title             | a string",
                "serviceLines       | \"HEALTHCARE\"                 | serviceLines      | an array",
                "serviceLines       | [\"HEALTHCARE\", 5]            | serviceLines[1]   | a string",
                "serviceLine        | \"WATER\"                      | serviceLine       | either this or serviceLines",
                "onCriticalComputer | true                           | onCriticalComputer | one of YES, NO, UNKNOWN",
                "cause              | [\"OTHER\", \"BAD_LUCK\"]      | cause[1]          | one of SUSPICIOUS_MAIL",
                "eventClass         | \"\"                           | eventClass        | one of SIGN_OR_NEAR_MISS",
                "severityEstimate   | 5                              | severityEstimate  | an integer from 0 to 4",
                "severityEstimate   | 2.5                            | severityEstimate  | an integer from 0 to 4",
                "severityEstimate   | 99999999999999999999           | severityEstimate  | an integer from 0 to 4",
                "nearMiss           | \"yes\"                        | nearMiss          | true or false",
                "prefecture         | \"48\"                         | prefecture        | one of 01, 02",
                "tlp                | \"WHITE\"                      | tlp               | one of CLEAR, GREEN, AMBER, AMBER_STRICT, RED",
                "consents           | {\"ncoShare\": 1}              | consents.ncoShare | true or false",
                "consents           | {\"all\": true}                | consents.all      | only these items: ncoShare",
                "breach             | {\"persons\": -1}               | breach.persons    | an integer from 0 to",
                "breach             | {\"sensitive\": true}           | breach.sensitive  | one of YES, NO, UNKNOWN",
                "breach             | {\"people\": 1}                 | breach.people     | only these items: sensitive",
                "seriousAccident    | true                           | seriousAccident   | one of YES, NO, UNKNOWN",
                "indicators         | [{\"type\": \"ipv4-addr\"}]    | indicators[0].value | it is required",
                "indicators         | [{\"type\": \"x\", \"value\": \"y\", \"seen\": 1}] | indicators[0].seen | only these items: type, value",
                "indicators         | [\"192.0.2.7\"]                | indicators[0]     | an object",
                "details            | {\"ransomNote\": 5}            | details.ransomNote | string expected",
                "details            | {\"a\": {\"b\": 1}}            | details.a         | a boolean, a number, a string",
                "details            | {\"a\": 1e400}                 | details.a         | a boolean, a number, a string",
                "details            | {\"a\": 9007199254740993}      | details.a         | a boolean, a number, a string",
                "contact            | {\"phone\": 60000}             | contact.phone     | a string",
                "marks              | [{\"item\": \"details.a\", \"flag\": \"SECRET\"}] | marks[0].flag | one of LEGAL_PRIVILEGE, PERSONAL_DATA",
                "marks              | [{\"flag\": \"PERSONAL_DATA\"}]  | marks[0].item     | it is required",
                "colour             | \"red\"                        | colour            | only these items: form, stage",
                "summary            | \"a\\u0000b\"                  | summary           | characters that can be stored",
                "summary            | \"a\\ud800b\"                  | summary           | characters that can be stored",
                "details            | {\"a\\u0000\": 1}              | details.a\uFFFD   | characters that can be stored",
            })
    void aWrongItemIsNamedWithWhatWasExpected(String item, String value, String faulty, String expected) {
        assertThat(faults(Kind.REPORT, Filings.with(item, value), null))
                .anySatisfy(fault -> {
                    assertThat(fault.item()).isEqualTo(faulty);
                    assertThat(fault.code()).isEqualTo(Reason.INVALID);
                    assertThat(fault.en()).contains(faulty).contains(expected);
                    assertThat(fault.ja()).contains(faulty).contains("内容に誤りがあります");
                })
                .allSatisfy(fault -> assertThat(fault.item()).isEqualTo(faulty));
    }

    @ParameterizedTest
    @ValueSource(strings = {"form", "stage", "awarenessAt", "title", "summary"})
    void whatARequiredItemLacksIsSaidOnce(String item) {
        ObjectNode filing = Filings.smallest();
        filing.remove(item);

        assertThat(faults(Kind.REPORT, filing, null))
                .extracting(Fault::item, Fault::code)
                .containsExactly(tuple(item, Reason.INVALID));
    }

    @ParameterizedTest
    @ValueSource(strings = {"title", "summary", "indicators", "contact", "details", "details.response"})
    void anItemThatIsSearchedOrNotStatedCantBeMarked(String item) {
        String marks = "[{\"item\": \"%s\", \"flag\": \"LEGAL_PRIVILEGE\"}]".formatted(item);

        assertThat(faults(Kind.REPORT, Filings.with("marks", marks), null))
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.code()).isEqualTo(Reason.ITEM_NOT_MARKABLE);
                    assertThat(fault.item()).isEqualTo("marks[0].item");
                    assertThat(fault.ja()).contains("標識").contains("別の項目に記載");
                    assertThat(fault.en()).contains("goes into an item of its own");
                });
    }

    /** As a form sends a field that was emptied. */
    @Test
    void whatIsNullIsNotStated() {
        ObjectNode filing = Filings.with("details", "{\"response\": null}");
        filing.set(
                "marks",
                Filings.json("{\"marks\": [{\"item\": \"details.response\", \"flag\": \"LEGAL_PRIVILEGE\"}]}")
                        .get("marks"));

        assertThat(faults(Kind.REPORT, filing, null))
                .extracting(Fault::item, Fault::code)
                .containsExactly(tuple("marks[0].item", Reason.ITEM_NOT_MARKABLE));
    }

    /** What the thread states is looked at where it is decided on. */
    @Test
    void whatContinuesAThreadMarksWhatItDoesNotStateItself() {
        ObjectNode correction = Filings.json("""
                {"corrections": {"marks": [{"item": "details.response", "flag": "LEGAL_PRIVILEGE"},
                 {"item": "summary", "flag": "PERSONAL_DATA"}]}, "reason": "秘匿"}
                """);

        assertThat(faults(Kind.CORRECTION, correction, Filings.THREAD))
                .extracting(Fault::item, Fault::code)
                .containsExactly(tuple("corrections.marks[1].item", Reason.ITEM_NOT_MARKABLE));
    }

    @Test
    void allFaultsAreToldAtOnce() {
        ObjectNode filing = Filings.json("""
                {"form": "FAX", "awarenessAt": "yesterday", "summary": "…", "tlp": "PINK", "extra": 1,
                 "indicators": [{"type": ""}, {"value": "x"}]}
                """);

        assertThat(faults(Kind.REPORT, filing, null))
                .extracting(Fault::item)
                .containsExactlyInAnyOrder(
                        "form",
                        "stage",
                        "awarenessAt",
                        "title",
                        "tlp",
                        "extra",
                        "indicators[0].type",
                        "indicators[0].value",
                        "indicators[1].type");
    }

    @Test
    void ofAThousandFaultsAHundredAreToldAndTheRestCounted() {
        ObjectNode filing = Filings.smallest();
        for (int index = 0; index < 1_000; index++) {
            filing.put("unknown" + index, index);
        }

        List<Fault> faults = faults(Kind.REPORT, filing, null);

        assertThat(faults).hasSize(Faults.MOST + 1);
        assertThat(faults.getLast().en()).isEqualTo("there are 900 more faults");
    }

    @Test
    void aFaultNeverQuotesWhatAReportSays() {
        ObjectNode filing = Filings.smallest();
        filing.put("title", "患者の氏名".repeat(100));
        filing.put("summary", "患者の氏名".repeat(10_000));
        filing.set("details", Filings.json("{\"note\": {\"x\": \"患者の氏名\"}}"));
        filing.set("contact", Filings.json("{\"name\": [\"患者の氏名\"]}"));

        assertThat(faults(Kind.REPORT, filing, null))
                .hasSize(4)
                .noneSatisfy(fault -> assertThat(fault.ja() + fault.en()).contains("氏名"));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-05T09:05:00+09:00, true",
        "2026-11-05T09:05:01+09:00, false",
        "2026-11-05T00:05:00.000001Z, false"
    })
    void anAwarenessIsAtMostFiveMinutesAhead(String awarenessAt, boolean taken) {
        ObjectNode filing = Filings.smallest();
        filing.put("awarenessAt", awarenessAt);

        if (taken) {
            assertThat(read(Kind.REPORT, filing, null)).isInstanceOf(SubmitReport.class);
        } else {
            assertThat(faults(Kind.REPORT, filing, null))
                    .extracting(Fault::code)
                    .containsExactly(Reason.AWARENESS_IN_FUTURE);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "DDOS, 2025-09-30T14:59:59Z, false",
        "DDOS, 2025-09-30T15:00:00Z, true",
        "RANSOMWARE, 2025-09-30T15:00:00Z, true",
        "OTHER_CYBER, 2026-09-30T14:59:59Z, false",
        "OTHER_CYBER, 2026-09-30T15:00:00Z, true",
        "INFORMATION_REPORT, 2005-12-12T15:00:00Z, true",
        "INFORMATION_REPORT, 2005-12-12T14:59:59Z, false"
    })
    void aFormIsInForceByTheDayOfFilingInTokyo(String form, Instant receivedAt, boolean inForce) {
        ObjectNode filing = Filings.smallest();
        filing.put("form", form);
        filing.put("awarenessAt", "2005-12-01T00:00:00Z");
        var envelope = new Envelope(Filings.OPERATOR, Filings.REPORT, null, "hash", receivedAt);

        if (inForce) {
            assertThat(reader.read(Kind.REPORT, filing, envelope)).isInstanceOf(SubmitReport.class);
        } else {
            assertThat(catchThrowableOfType(InvalidFiling.class, () -> reader.read(Kind.REPORT, filing, envelope))
                            .faults())
                    .extracting(Fault::code)
                    .containsExactly(Reason.FORM_NOT_IN_FORCE);
        }
    }

    @Test
    void oneServiceLineIsAsGoodAsAListAndNoneIsAllowed() {
        ObjectNode one = Filings.smallest();
        one.remove("serviceLines");
        one.put("serviceLine", "HEALTHCARE");
        ObjectNode none = Filings.smallest();
        none.remove("serviceLines");

        assertThat(((SubmitReport) read(Kind.REPORT, one, null)).filing().serviceLines())
                .containsExactly("HEALTHCARE");
        assertThat(((SubmitReport) read(Kind.REPORT, none, null)).filing().serviceLines())
                .isEmpty();
    }

    @Test
    void limitsAreInclusive() {
        ObjectNode filing = Filings.smallest();
        filing.put("title", "題".repeat(200));
        filing.put("summary", "要".repeat(20_000));
        for (int line = 0; line < 50; line++) {
            filing.withArray("serviceLines").add("LINE_" + line);
        }
        filing.withArray("serviceLines").remove(0);
        for (int indicator = 0; indicator < 5_000; indicator++) {
            filing.withArray("indicators").addObject().put("type", "t").put("value", "v" + indicator);
        }

        assertThat(read(Kind.REPORT, filing, null)).isInstanceOf(SubmitReport.class);

        filing.put("title", "題".repeat(200 + 1));
        filing.put("summary", "要".repeat(20_000 + 1));
        filing.withArray("serviceLines").add("ONE_MORE");
        filing.withArray("indicators").addObject().put("type", "t").put("value", "one more");

        assertThat(faults(Kind.REPORT, filing, null))
                .extracting(Fault::item)
                .containsExactlyInAnyOrder("title", "summary", "serviceLines", "indicators");
    }

    @Test
    void aBodyOfMoreThanAMebibyteIsRefusedUnread() {
        ObjectNode filing = Filings.smallest();
        filing.put("summary", "x".repeat((1 << 20) + 1));

        assertThat(faults(Kind.REPORT, filing, null)).singleElement().satisfies(fault -> {
            assertThat(fault.item()).isEmpty();
            assertThat(fault.en()).contains("1 MiB at most");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "\"text\"", "null", "7"})
    void aBodyIsAnObject(String body) {
        JsonNode json = JsonMapper.shared().readTree(body);

        assertThat(faults(Kind.REPORT, json, null))
                .extracting(Fault::en)
                .allSatisfy(en -> assertThat(en).contains("a JSON object"));
    }

    @Test
    void aFollowUpStatesItsStageAndWhatItLikes() {
        var followUp = (SubmitFollowUp) read(
                Kind.FOLLOW_UP, Filings.json("{\"stage\": \"DETAILED\", \"severityEstimate\": 2}"), Filings.THREAD);

        assertThat(followUp.thread()).isEqualTo(Filings.THREAD);
        assertThat(followUp.stage()).isEqualTo(Stage.DETAILED);
        assertThat(followUp.revision().severityEstimate()).isEqualTo(2);
        assertThat(followUp.revision().title()).isNull();
        assertThat(followUp.revision().serviceLines()).isNull();
    }

    @Test
    void aWholeReportMayBeRepeatedAsFollowUp() {
        ObjectNode whole = Filings.json(Filings.FULLEST);
        whole.put("stage", "FINAL");

        assertThat(((SubmitFollowUp) read(Kind.FOLLOW_UP, whole, Filings.THREAD)).stage())
                .isEqualTo(Stage.FINAL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"stage\": \"PRELIMINARY\"}", "{\"stage\": \"SECOND\"}", "{}"})
    void aFollowUpIsOfALaterStage(String body) {
        assertThat(faults(Kind.FOLLOW_UP, Filings.json(body), Filings.THREAD))
                .extracting(Fault::item)
                .containsExactly("stage");
    }

    @Test
    void aCorrectionStatesItemsAndAReason() {
        var correction = (CorrectReport) read(
                Kind.CORRECTION,
                Filings.json("{\"corrections\": {\"onCriticalComputer\": \"NO\"}, \"reason\": \"調査の結果\"}"),
                Filings.THREAD);

        assertThat(correction.revision().onCriticalComputer()).isEqualTo(Answer.NO);
        assertThat(correction.reason()).isEqualTo("調査の結果");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"corrections\": {}, \"reason\": \"x\"}                          | corrections",
                "{\"corrections\": {\"title\": null}, \"reason\": \"x\"}           | corrections",
                "{\"reason\": \"x\"}                                               | corrections",
                "{\"corrections\": {\"hotline\": true}}                            | reason",
                "{\"corrections\": {\"hotline\": true}, \"reason\": \"\"}          | reason",
                "{\"corrections\": {\"stage\": \"FINAL\"}, \"reason\": \"x\"}      | corrections.stage",
                "{\"corrections\": {\"title\": \"\"}, \"reason\": \"x\"}           | corrections.title",
                "{\"corrections\": {\"hotline\": true}, \"reason\": \"x\", \"y\": 1} | y",
            })
    void aWrongCorrectionIsNamed(String body, String item) {
        assertThat(faults(Kind.CORRECTION, Filings.json(body), Filings.THREAD))
                .extracting(Fault::item)
                .containsExactly(item);
    }

    @Test
    void aWithdrawalStatesAReason() {
        assertThat(read(Kind.WITHDRAWAL, Filings.json("{\"reason\": \"誤検知\"}"), Filings.THREAD))
                .isEqualTo(new RequestWithdrawal(
                        Filings.THREAD, Filings.REPORT, Filings.OPERATOR, "誤検知", "hash", Filings.RECEIVED));
        assertThat(faults(Kind.WITHDRAWAL, Filings.json("{}"), Filings.THREAD))
                .extracting(Fault::item)
                .containsExactly("reason");
    }

    @ParameterizedTest
    @ValueSource(strings = {"FOLLOW_UP", "CORRECTION", "WITHDRAWAL"})
    void whatContinuesAThreadNamesIt(Kind kind) {
        assertThat(faults(kind, Filings.json("{}"), null))
                .extracting(Fault::item)
                .contains("threadId");
    }

    @Test
    void theDocumentNamesTheItemsThatAreRead() {
        String known = faults(Kind.REPORT, Filings.with("colour", "1"), null)
                .getFirst()
                .en();
        String named = known.substring(known.indexOf("only these items: ") + 18, known.length() - 1);

        assertThat(named.split(", "))
                .containsExactlyInAnyOrder(Arrays.stream(FilingBody.Report.class.getRecordComponents())
                        .map(RecordComponent::getName)
                        .toArray(String[]::new));
    }

    private Submission read(Kind kind, JsonNode body, @Nullable ThreadId thread) {
        return reader.read(kind, body, Filings.envelope(thread));
    }

    private List<Fault> faults(Kind kind, JsonNode body, @Nullable ThreadId thread) {
        return catchThrowableOfType(InvalidFiling.class, () -> read(kind, body, thread))
                .faults();
    }
}
