package noroshi.core.routing;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import noroshi.core.regime.Duty;
import noroshi.core.register.OperatorEntry;
import noroshi.core.report.Answer;
import noroshi.core.report.Cause;
import noroshi.core.sector.Scope;
import noroshi.core.thread.Filings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** To whom a filing goes, and why: each row cites its rule. Written as addressee:role:rule. */
class RoutingTableTest {

    private static final Scope SCOPE = Scope.shipped();

    static Stream<Arguments> routes() {
        return Stream.of(
                // S1. R1 + R2: a hospital is no designated business, so no duty under the Act
                row(
                        "S1 R1,R2",
                        Filings.of("kitahama-medical", "2026-11-05T05:40:00+09:00", "HEALTHCARE")
                                .severity(3),
                        "MHLW:LEAD:R1 NCO:COPY:R2"),
                // S3. R3, R4: 強化法5条 to the minister and the Prime Minister
                row(
                        "S3 R3",
                        Filings.of("isewan-terminal", "2026-11-10T06:30:00+09:00", "PORT")
                                .severity(3),
                        "MLIT:LEAD:R3 PM_CAO:CO_COMPETENT:R3 NCO:COPY:R3"),
                row(
                        "S3 the business named instead of the sector",
                        Filings.of("isewan-terminal", "2026-11-10T06:30:00+09:00", "KI_PORT_TRANSPORT"),
                        "MLIT:LEAD:R3 PM_CAO:CO_COMPETENT:R3 NCO:COPY:R3"),
                // S5. water has been MLIT's since 2024-04-01; the administrative systems are unaffected
                row(
                        "S5 WATER after 2024-04-01",
                        Filings.of("wangan-water", "2026-12-01T16:20:00+09:00", "WATER"),
                        "MLIT:LEAD:R3 PM_CAO:CO_COMPETENT:R3 NCO:COPY:R3"),
                row(
                        "S5 WATER before 2024-04-01: the law of the awareness time",
                        Filings.of("wangan-water", "2024-03-15T16:20:00+09:00", "WATER"),
                        "MHLW:LEAD:R1 NCO:COPY:R1"),
                row(
                        "S5 WATER on the last day of the old law, Japan time",
                        Filings.of("wangan-water", "2024-03-31T14:59:59Z", "WATER"),
                        "MHLW:LEAD:R1 NCO:COPY:R1"),
                row(
                        "S5 WATER on the first day of the new law, Japan time",
                        Filings.of("wangan-water", "2024-03-31T15:00:00Z", "WATER"),
                        "MLIT:LEAD:R1 NCO:COPY:R1"),
                row(
                        "S5 both of its lines: MIC for the local government",
                        Filings.of("wangan-water", "2026-12-01T16:20:00+09:00", "WATER", "LOCAL_GOV"),
                        "MLIT:LEAD:R3 PM_CAO:CO_COMPETENT:R3 NCO:COPY:R3 MIC:CO_COMPETENT:R1"),
                row(
                        "no line named: all of its lines",
                        Filings.of("wangan-water", "2026-12-01T16:20:00+09:00"),
                        "MLIT:LEAD:R3 PM_CAO:CO_COMPETENT:R3 NCO:COPY:R3 MIC:CO_COMPETENT:R1"),
                // S6a. a broadcaster is in both
                row(
                        "S6a",
                        Filings.of("toto-broadcast", "2026-10-24T21:50:00+09:00", "BROADCASTING"),
                        "MIC:LEAD:R3 PM_CAO:CO_COMPETENT:R3 NCO:COPY:R3"),
                row(
                        "S6a by the whole sector",
                        Filings.of("toto-broadcast", "2026-10-24T21:50:00+09:00", "INFO_COMM"),
                        "MIC:LEAD:R3 PM_CAO:CO_COMPETENT:R3 NCO:COPY:R3"),
                // S6b. post: in no sector and before the Act there is nobody in charge: R13, voluntarily to MIC
                row(
                        "S6b R13",
                        Filings.of("japan-post", "2026-09-20T10:00:00+09:00", "KI_POSTAL"),
                        "NCO:LEAD:R13 MIC:COPY:R13"),
                row(
                        "S6b after 2026-10-01",
                        Filings.of("japan-post", "2026-10-05T10:00:00+09:00", "KI_POSTAL"),
                        "MIC:LEAD:R3 PM_CAO:CO_COMPETENT:R3 NCO:COPY:R3"),
                // S10
                row(
                        "S10",
                        Filings.of("nangoku-gas", "2026-10-13T14:00:00+09:00", "GAS"),
                        "METI:LEAD:R3 PM_CAO:CO_COMPETENT:R3 NCO:COPY:R3"),
                // S11, R14. a near miss is no prescribed precursor
                row(
                        "S11 R14",
                        Filings.of("koto-railway", "2026-11-18T09:00:00+09:00", "RAILWAY")
                                .asNearMiss(),
                        "MLIT:LEAD:R1 NCO:COPY:R1"),
                // 強化法 in force from 2026-10-01, in Japan
                row(
                        "the day before the Act",
                        Filings.of("chubu-power", "2026-09-30T23:59:59+09:00", "ELECTRICITY"),
                        "METI:LEAD:R1 NCO:COPY:R1"),
                row(
                        "the first minute of the Act, given in another zone",
                        Filings.of("chubu-power", "2026-09-30T15:00:00Z", "ELECTRICITY"),
                        "METI:LEAD:R3 PM_CAO:CO_COMPETENT:R3 NCO:COPY:R3"),
                // 港湾 a sector from 2024-03-08, 港湾運送 a business from 2025-04-01
                row(
                        "PORT before it was a sector",
                        Filings.of("isewan-terminal", "2024-03-07T12:00:00+09:00", "PORT"),
                        "NCO:LEAD:R13"),
                row(
                        "PORT before 2025-04-01",
                        Filings.of("isewan-terminal", "2025-03-31T12:00:00+09:00", "PORT"),
                        "MLIT:LEAD:R1 NCO:COPY:R1"),
                row(
                        "KI_PORT_TRANSPORT before 2025-04-01 is nobody's: triage, as PORT is not named",
                        Filings.of("isewan-terminal", "2025-03-31T12:00:00+09:00", "KI_PORT_TRANSPORT"),
                        "NCO:LEAD:R13"),
                // 経過措置: within six months of designation
                row(
                        "grace",
                        Filings.of("new-airport", "2026-11-01T12:00:00+09:00", "AIRPORT"),
                        "MLIT:LEAD:R1 NCO:COPY:R1"),
                row(
                        "grace: the last day",
                        Filings.of("new-airport", "2027-02-28T23:59:00+09:00", "AIRPORT"),
                        "MLIT:LEAD:R1 NCO:COPY:R1"),
                row(
                        "grace: over",
                        Filings.of("new-airport", "2027-03-01T00:00:00+09:00", "AIRPORT"),
                        "MLIT:LEAD:R3 PM_CAO:CO_COMPETENT:R3 NCO:COPY:R3"),
                row(
                        "grace: the event counts, not its awareness",
                        Filings.of("new-airport", "2027-03-02T00:00:00+09:00", "AIRPORT")
                                .occurred("2027-02-20T00:00:00+09:00"),
                        "MLIT:LEAD:R1 NCO:COPY:R1"),
                // 特定重要電子計算機 and 特定不正行為
                row(
                        "not on a critical computer",
                        Filings.of("chubu-power", "2026-11-01T12:00:00+09:00", "ELECTRICITY")
                                .onCriticalComputer(Answer.NO),
                        "METI:LEAD:R1 NCO:COPY:R1"),
                row(
                        "a failure of equipment is no 特定不正行為",
                        Filings.of("chubu-power", "2026-11-01T12:00:00+09:00", "ELECTRICITY")
                                .causedBy(Cause.EQUIPMENT_FAILURE),
                        "METI:LEAD:R1 NCO:COPY:R1"),
                row(
                        "a disaster is no 特定不正行為",
                        Filings.of("chubu-power", "2026-11-01T12:00:00+09:00", "ELECTRICITY")
                                .causedBy(Cause.DISASTER_OR_EPIDEMIC),
                        "METI:LEAD:R1 NCO:COPY:R1"),
                row(
                        "an unknown cause counts as one",
                        Filings.of("chubu-power", "2026-11-01T12:00:00+09:00", "ELECTRICITY")
                                .causedBy(Cause.UNKNOWN),
                        "METI:LEAD:R3 PM_CAO:CO_COMPETENT:R3 NCO:COPY:R3"),
                row(
                        "among others one intentional cause",
                        Filings.of("chubu-power", "2026-11-01T12:00:00+09:00", "ELECTRICITY")
                                .causedBy(Cause.EQUIPMENT_FAILURE, Cause.ID_SPOOFING),
                        "METI:LEAD:R3 PM_CAO:CO_COMPETENT:R3 NCO:COPY:R3"),
                // only a designated business has the duty
                row(
                        "chemistry is in no business",
                        Filings.of("setouchi-chem", "2026-11-01T12:00:00+09:00", "CHEMICAL"),
                        "METI:LEAD:R1 NCO:COPY:R1"),
                row(
                        "R2 by hotline",
                        Filings.of("setouchi-chem", "2026-11-01T12:00:00+09:00", "CHEMICAL")
                                .byHotline(),
                        "METI:LEAD:R1 NCO:COPY:R2"),
                // a bank: FSA as the delegate (74条2項)
                row(
                        "a bank by its sub-business",
                        Filings.of("aoba-bank", "2026-11-01T12:00:00+09:00", "KI_FIN_BANK"),
                        "FSA:LEAD:R3 PM_CAO:CO_COMPETENT:R3 NCO:COPY:R3"),
                row(
                        "a bank by its business",
                        Filings.of("aoba-bank", "2026-11-01T12:00:00+09:00", "KI_FINANCE"),
                        "FSA:LEAD:R3 PM_CAO:CO_COMPETENT:R3 NCO:COPY:R3"),
                // R13
                row(
                        "a line that is not this operator's",
                        Filings.of("aoba-bank", "2026-11-01T12:00:00+09:00", "GAS"),
                        "NCO:LEAD:R13"),
                row(
                        "a line that does not exist",
                        Filings.of("aoba-bank", "2026-11-01T12:00:00+09:00", "宇宙"),
                        "NCO:LEAD:R13"),
                row(
                        "one line known, one not: triage as well",
                        Filings.of("setouchi-chem", "2026-11-01T12:00:00+09:00", "CHEMICAL", "GAS"),
                        "NCO:COPY:R13 METI:LEAD:R1"),
                row(
                        "an agency without a sector",
                        Filings.of("kokken-institute", "2026-11-01T12:00:00+09:00"),
                        "NCO:LEAD:R13"));
    }

    private static Arguments row(String rule, Filings filing, String expected) {
        return Arguments.of(rule, filing, expected);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("routes")
    void goesTo(String rule, Filings filing, String expected) {
        Route route = Routing.of(filing.filing(), filing.operator(), SCOPE);

        assertThat(route.destinations().stream()
                        .map(one -> one.addressee() + ":" + one.role() + ":"
                                + one.rules().getFirst().id())
                        .collect(joining(" ")))
                .as(rule)
                .isEqualTo(expected);
    }

    @Test
    void whatNobodyClaimsIsNamedForTriageBesideWhatIsKnown() {
        var filing = Filings.of("setouchi-chem", "2026-11-01T12:00:00+09:00", "CHEMICAL", "GAS");

        assertThat(Routing.of(filing.filing(), filing.operator(), SCOPE)
                        .destinations()
                        .getFirst()
                        .rules())
                .extracting(rule -> rule.id())
                .containsExactly("R13", "R1");
    }

    @Test
    void eachSilenceOfTheActIsExplained() {
        assertThat(silence(Filings.of("chubu-power", "2026-09-30T12:00:00+09:00", "ELECTRICITY")))
                .isEqualTo("NOT_IN_FORCE");
        assertThat(silence(Filings.of("setouchi-chem", "2026-11-01T12:00:00+09:00", "CHEMICAL")))
                .isEqualTo("NOT_DESIGNATED");
        assertThat(silence(Filings.of("new-airport", "2026-11-01T12:00:00+09:00", "AIRPORT")))
                .isEqualTo("WITHIN_GRACE");
        assertThat(silence(Filings.of("chubu-power", "2026-11-01T12:00:00+09:00", "ELECTRICITY")
                        .onCriticalComputer(Answer.NO)))
                .isEqualTo("NOT_ON_CRITICAL_COMPUTER");
        assertThat(silence(Filings.of("chubu-power", "2026-11-01T12:00:00+09:00", "ELECTRICITY")
                        .causedBy(Cause.USER_OPERATION_ERROR)))
                .isEqualTo("CAUSE_NOT_MALICIOUS");
        assertThat(silence(Filings.of("koto-railway", "2026-11-18T09:00:00+09:00", "RAILWAY")
                        .asNearMiss()))
                .isEqualTo("NEAR_MISS");
        var without = without(Filings.of("chubu-power", "2026-11-01T12:00:00+09:00", "ELECTRICITY"));
        assertThat(without).isEqualTo("NO_CRITICAL_COMPUTER");
    }

    @Test
    void aDrillGoesTheSameWayAndOpensNoDuty() {
        var filing = Filings.of("chubu-power", "2026-11-01T12:00:00+09:00", "ELECTRICITY");

        Route real = Routing.of(filing.filing(), filing.operator(), SCOPE);
        Route drill = Routing.of(filing.asExercise().filing(), filing.operator(), SCOPE);

        assertThat(drill.destinations()).isEqualTo(real.destinations());
        assertThat(real.duties()).isNotEmpty();
        assertThat(drill.duties()).isEmpty();
        assertThat(drill.exclusions()).extracting(one -> one.why().name()).contains("EXERCISE");
    }

    @Test
    void everyAddresseeByLawIsOwedBothReportsOfTheAct() {
        var filing = Filings.of("isewan-terminal", "2026-11-10T06:30:00+09:00", "PORT");

        assertThat(Routing.of(filing.filing(), filing.operator(), SCOPE).duties().stream()
                        .filter(duty -> duty.rule().regime().value().equals("CYBER_RESPONSE_ACT"))
                        .map(RoutingTableTest::written))
                .containsExactly(
                        "PRELIMINARY MLIT soft before 2026-11-12T21:30:00Z",
                        "DETAILED MLIT by 2026-12-10",
                        "PRELIMINARY PM_CAO soft before 2026-11-12T21:30:00Z",
                        "DETAILED PM_CAO by 2026-12-10");
    }

    @Test
    void theActsDeadlinesOfTheScenariosAreMet() {
        assertThat(detailedBy("isewan-terminal", "2026-11-10T06:30:00+09:00", "PORT"))
                .isEqualTo("2026-12-10");
        assertThat(detailedBy("wangan-water", "2026-12-01T16:20:00+09:00", "WATER"))
                .isEqualTo("2027-01-04");
        assertThat(detailedBy("toto-broadcast", "2026-10-24T21:50:00+09:00", "BROADCASTING"))
                .isEqualTo("2026-11-24");
        assertThat(detailedBy("japan-post", "2026-10-05T10:00:00+09:00", "KI_POSTAL"))
                .isEqualTo("2026-11-04");
        assertThat(detailedBy("nangoku-gas", "2026-10-13T14:00:00+09:00", "GAS"))
                .isEqualTo("2026-11-12");
    }

    private static String detailedBy(String slug, String awareness, String line) {
        var filing = Filings.of(slug, awareness, line);
        return Routing.of(filing.filing(), filing.operator(), SCOPE).duties().stream()
                .filter(duty -> !duty.soft())
                .map(duty -> String.valueOf(duty.deadline().dueDate()))
                .distinct()
                .collect(joining());
    }

    private static String written(Duty duty) {
        return "%s %s %s"
                .formatted(
                        duty.type(),
                        duty.addressee(),
                        duty.soft()
                                ? "soft before " + duty.deadline().dueBefore()
                                : "by " + duty.deadline().dueDate());
    }

    private static String silence(Filings filing) {
        return silence(filing, filing.operator());
    }

    private static String without(Filings filing) {
        OperatorEntry entry = filing.operator();
        return silence(
                filing,
                new OperatorEntry(
                        entry.slug(),
                        entry.name(),
                        entry.kind(),
                        entry.corporateNumber(),
                        entry.prefecture(),
                        entry.supervisingMinistry(),
                        entry.memberships(),
                        entry.designations(),
                        false,
                        entry.kafkaDoor()));
    }

    private static String silence(Filings filing, OperatorEntry entry) {
        return Routing.of(filing.filing(), entry, SCOPE).exclusions().stream()
                .filter(one -> one.rule().regime().value().equals("CYBER_RESPONSE_ACT"))
                .map(one -> one.why().name())
                .collect(joining());
    }
}
