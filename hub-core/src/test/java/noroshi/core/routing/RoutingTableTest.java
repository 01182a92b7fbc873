package noroshi.core.routing;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.regime.Duty;
import noroshi.core.register.OperatorEntry;
import noroshi.core.register.Revisions;
import noroshi.core.report.Answer;
import noroshi.core.report.Cause;
import noroshi.core.sector.Period;
import noroshi.core.sector.ReferenceTable;
import noroshi.core.sector.ReferenceTable.Row;
import noroshi.core.sector.Scope;
import noroshi.core.sector.Sector;
import noroshi.core.sector.SectorCode;
import noroshi.core.sector.Status;
import noroshi.core.thread.Filings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** To whom a filing goes, and why, over time: the rows of {@code routes.tsv}, and what they can't say. */
class RoutingTableTest {

    private static final Scope SCOPE = Scope.shipped();

    static List<Row> routes() {
        return ReferenceTable.read(RoutingTableTest.class, "routes.tsv");
    }

    @ParameterizedTest
    @MethodSource("routes")
    void goesTo(Row row) {
        Filings filing = LawTable.filing(row);

        Route route = Routing.of(filing.filing(), filing.operator(), SCOPE);

        assertThat(route.destinations().stream()
                        .map(one -> one.addressee() + ":" + one.role() + ":"
                                + one.rules().getFirst().id())
                        .collect(joining(" ")))
                .as(LawTable.described(row))
                .isEqualTo(row.text("goesTo"));
        assertThat(route.destinations())
                .allSatisfy(one -> assertThat(SCOPE.knows(one.addressee()))
                        .as("%s is an authority", one.addressee())
                        .isTrue());
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
    void whatTheRegisterStillSaysOfARetiredSectorGoesToTriage() {
        var split = SCOPE.with(new Sector(
                new SectorCode("CHEMICAL"),
                null,
                "化学",
                "Chemical industries",
                new AuthorityCode("METI"),
                new Period(LocalDate.of(2014, 5, 19), LocalDate.of(2026, 10, 31)),
                Status.CONFIRMED,
                "防護範囲の見直し"));
        for (String[] lines : new String[][] {{"CHEMICAL"}, {}}) {
            var before = Filings.of("setouchi-chem", "2026-10-31T12:00:00+09:00", lines);
            var after = Filings.of("setouchi-chem", "2026-11-01T12:00:00+09:00", lines);

            assertThat(Routing.of(before.filing(), before.operator(), split))
                    .isEqualTo(Routing.of(before.filing(), before.operator(), SCOPE));
            assertThat(Routing.of(after.filing(), after.operator(), split).destinations())
                    .singleElement()
                    .satisfies(triage -> {
                        assertThat(triage.addressee()).isEqualTo(AuthorityCode.NCO);
                        assertThat(triage.rules().getFirst().id()).isEqualTo("R13");
                    });
        }
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
        return silence(filing, Revisions.withoutCriticalComputer(filing.operator()));
    }

    private static String silence(Filings filing, OperatorEntry entry) {
        return Routing.of(filing.filing(), entry, SCOPE).exclusions().stream()
                .filter(one -> one.rule().regime().value().equals("CYBER_RESPONSE_ACT"))
                .map(one -> one.why().name())
                .collect(joining());
    }
}
