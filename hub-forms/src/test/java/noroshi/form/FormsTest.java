package noroshi.form;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import noroshi.core.regime.RegimeCode;
import noroshi.core.regime.Regimes;
import noroshi.core.report.Answer;
import noroshi.core.report.Cause;
import noroshi.core.report.EventClass;
import noroshi.core.report.Mark;
import noroshi.core.report.PersonalData;
import noroshi.core.report.Stage;
import noroshi.core.report.Tlp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class FormsTest {

    private static final Forms FORMS = Forms.shipped();
    private static final LocalDate DAY = LocalDate.parse("2026-11-05");
    private static final RegimeCode ACT = new RegimeCode("CYBER_RESPONSE_ACT");

    static Stream<Form> forms() {
        return FORMS.inForce(DAY).stream();
    }

    @Test
    void theFormsAreThoseOfTheAgreementAndTheActionPlan() {
        assertThat(FORMS.codes()).containsExactly("DDOS", "INFORMATION_REPORT", "OTHER_CYBER", "RANSOMWARE");
    }

    @ParameterizedTest
    @CsvSource({
        "2025-09-30, INFORMATION_REPORT",
        "2025-10-01, DDOS;INFORMATION_REPORT;RANSOMWARE",
        "2026-09-30, DDOS;INFORMATION_REPORT;RANSOMWARE",
        "2026-10-01, DDOS;INFORMATION_REPORT;OTHER_CYBER;RANSOMWARE"
    })
    void aFormIsInForceFromItsDay(LocalDate day, String codes) {
        assertThat(FORMS.inForce(day)).extracting(form -> form.code().value()).containsExactly(codes.split(";"));
    }

    /** The domain's own types have the codes too, for the rules of law need them. */
    @Test
    void theCodesAreThoseTheDomainKnows() {
        Map<String, Enum<?>[]> all = new TreeMap<>(Map.of(
                "stage", Stage.values(),
                "onCriticalComputer", Answer.values(),
                "eventClass", EventClass.values(),
                "cause", Cause.values(),
                "personalData", PersonalData.values(),
                "breach.sensitive", Answer.values(),
                "breach.propertyRisk", Answer.values(),
                "breach.malicious", Answer.values(),
                "breach.myNumber", Answer.values(),
                "seriousAccident", Answer.values()));
        all.put("tlp", Tlp.values());
        all.put("marks.flag", Mark.Flag.values());

        Form form = FORMS.find("DDOS", DAY).orElseThrow();
        assertThat(form.items().filter(item -> !item.codes().isEmpty()).map(Item::path))
                .containsExactlyInAnyOrderElementsOf(union(all.keySet(), "prefecture"));
        all.forEach((path, codes) -> assertThat(item(form, path).codes())
                .as(path)
                .extracting(Item.Code::code)
                .containsExactly(Arrays.stream(codes).map(Enum::name).toArray(String[]::new)));
    }

    private static Set<String> union(Set<String> paths, String another) {
        Set<String> all = new TreeSet<>(paths);
        all.add(another);
        return all;
    }

    private static Item item(Form form, String path) {
        return form.items().filter(one -> one.path().equals(path)).findFirst().orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("forms")
    void aFormsExampleNamesOnlyItsItemsAndLacksNothingAtItsStage(Form form) {
        ObjectNode example = form.example();
        Set<String> paths = new TreeSet<>(form.items().map(Item::path).toList());

        assertThat(example.path("form").stringValue()).isEqualTo(form.code().value());
        assertThat(form.check("details", (ObjectNode) example.path("details"))).isEmpty();
        assertThat(paths).containsAll(example.propertyNames());
        assertThat(paths)
                .containsAll(example.path("details").propertyNames().stream()
                        .map(name -> "details." + name)
                        .toList());
        assertThat(form.missing(example, Stage.FINAL, Set.of(), DAY)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("forms")
    void everyItemSaysWhereItComesFrom(Form form) {
        assertThat(form.source()).isNotBlank();
        assertThat(form.items()).allSatisfy(item -> {
            assertThat(item.source()).as(item.path()).isNotBlank();
            assertThat(item.label().ja()).as(item.path()).isNotBlank();
            assertThat(item.label().en()).as(item.path()).isNotBlank();
        });
    }

    @ParameterizedTest
    @MethodSource("forms")
    void everyLabelHasAnItemOrACode(Form form) throws IOException {
        Set<String> named = new TreeSet<>();
        form.items().forEach(item -> {
            named.add(item.path());
            item.codes().forEach(code -> named.add(item.path() + "." + code.code()));
        });

        assertThat(labels("form/")).allSatisfy(name -> assertThat(named).contains(name));
        assertThat(labels("form/%s/".formatted(form.code())))
                .filteredOn(name -> !name.equals("form"))
                .allSatisfy(name -> assertThat(named).contains("details." + name));
    }

    private static Set<String> labels(String folder) throws IOException {
        return Labels.beside(new ClassPathResource(folder + "schema.json")).names();
    }

    @ParameterizedTest
    @MethodSource("forms")
    void whatIsAskedIsAnItemAndWhoAsksIsARegime(Form form) {
        List<String> paths = form.items().map(Item::path).toList();
        List<RegimeCode> regimes =
                Regimes.all().stream().map(regime -> regime.code()).toList();

        assertThat(form.asked()).isNotEmpty().allSatisfy(asked -> {
            assertThat(paths).contains(asked.item());
            if (asked.regime() != null) {
                assertThat(regimes).contains(asked.regime());
            }
        });
    }

    /** At three in the morning nobody knows the ransom note. */
    @ParameterizedTest
    @MethodSource("forms")
    void aPreliminaryReportIsAskedForLittle(Form form) {
        assertThat(form.missing(smallest(), Stage.PRELIMINARY, Set.of(ACT), DAY))
                .extracting(missing -> missing.item().path())
                .containsExactly("contact");
    }

    @Test
    void aDetailedReportIsAskedForWhatTheFormAndTheOrderAsk() {
        Form form = FORMS.find("RANSOMWARE", DAY).orElseThrow();

        List<Missing> missing = form.missing(smallest(), Stage.DETAILED, Set.of(ACT), DAY);

        assertThat(missing)
                .extracting(one -> one.item().path())
                .contains("details.ransomNote", "onCriticalComputer", "details.response")
                .doesNotContain("cause", "personalData", "occurredAt");
        assertThat(missing)
                .filteredOn(one -> one.item().path().equals("details.response"))
                .flatExtracting(Missing::asked)
                .extracting(Asked::article)
                .containsExactly("特定侵害事象等の報告等に関する命令 4条3項6号", "申合せ 2025-05-28 様式2");
    }

    @Test
    void aRegimeAsksOnlyWhereItAppliesAndFromItsFirstDay() {
        Form form = FORMS.find("DDOS", DAY).orElseThrow();

        assertThat(form.missing(smallest(), Stage.FINAL, Set.of(), DAY))
                .extracting(one -> one.item().path())
                .doesNotContain("onCriticalComputer");
        assertThat(form.missing(smallest(), Stage.FINAL, Set.of(ACT), LocalDate.parse("2026-09-30")))
                .extracting(one -> one.item().path())
                .doesNotContain("onCriticalComputer");
        assertThat(form.missing(smallest(), Stage.FINAL, Set.of(ACT), DAY))
                .extracting(one -> one.item().path())
                .contains("onCriticalComputer", "cause");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "null          | false",
                "\"\"          | false",
                "\" \"         | false",
                "\"UNKNOWN\"   | false",
                "[]            | false",
                "{}            | false",
                "{\"a\": null} | false",
                "[\"UNKNOWN\"] | true",
                "{\"a\": \"NO\"} | true",
                "0             | true",
                "false         | true",
                "\"NO\"        | true"
            })
    void whatIsEmptyOrUnknownIsNotStated(String json, boolean stated) {
        assertThat(Form.isStated(JsonMapper.shared().readTree(json))).isEqualTo(stated);
    }

    private static ObjectNode smallest() {
        return (ObjectNode) JsonMapper.shared().readTree("""
                {"form": "RANSOMWARE", "stage": "PRELIMINARY", "awarenessAt": "2026-11-05T05:40:00+09:00",
                 "occurredAt": "2026-11-05T03:10:00+09:00", "title": "電子カルテの暗号化", "summary": "…",
                 "onCriticalComputer": "UNKNOWN", "cause": [], "personalData": "UNKNOWN",
                 "serviceLines": ["HEALTHCARE"], "tlp": "AMBER"}
                """);
    }
}
