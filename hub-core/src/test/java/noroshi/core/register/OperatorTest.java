package noroshi.core.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import noroshi.core.Reason;
import noroshi.core.Refused;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.register.Operator.Registered;
import noroshi.core.register.OperatorCommand.RegisterOperator;
import noroshi.core.register.OperatorEntry.Kind;
import noroshi.core.register.OperatorEvent.OperatorRegistered;
import noroshi.core.register.OperatorEvent.OperatorRevised;
import noroshi.core.sector.BusinessCode;
import noroshi.core.sector.Scope;
import noroshi.core.sector.SectorCode;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OperatorTest {

    private static final Instant AT = Instant.parse("2026-11-05T00:00:00Z");
    private static final OperatorSlug SLUG = new OperatorSlug("aoba-bank");
    private static final Scope SCOPE = Scope.shipped();

    @Test
    void anUnknownOperatorIsRegistered() {
        var entry = entry(List.of(member("FINANCE", "BANKING")), List.of(designated("KI_FINANCE", "KI_FIN_BANK")));
        assertThat(decide(entry, Operator.UNREGISTERED))
                .containsExactly(new OperatorRegistered(SLUG, entry, "nco:sato", AT));
    }

    @Test
    void aKnownOperatorIsRevised() {
        var known = new Registered(entry(List.of(), List.of()));
        var entry = entry(List.of(member("FINANCE", null)), List.of());
        assertThat(decide(entry, known)).containsExactly(new OperatorRevised(SLUG, entry, "nco:sato", AT));
    }

    @Test
    void theSameEntryAgainChangesNothing() {
        var entry = entry(List.of(member("FINANCE", "BANKING")), List.of());
        assertThat(decide(entry, new Registered(entry))).isEmpty();
    }

    @ParameterizedTest(name = "{0}/{1}: {2}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            SPACE     | -       | memberships[0].sector    | SPACE (expected: the code of a known sector)
            BANKING   | -       | memberships[0].sector    | BANKING (expected: the code of a known sector)
            FINANCE   | TELECOM | memberships[0].subSector | TELECOM (expected: a sub-sector of FINANCE)
            FINANCE   | FINANCE | memberships[0].subSector | FINANCE (expected: a sub-sector of FINANCE)
            FINANCE   | SPACE   | memberships[0].subSector | SPACE (expected: a sub-sector of FINANCE)
            """)
    void aMembershipThatTheScopeDoesNotKnowIsRefused(
            String sector, @Nullable String subSector, String item, String told) {
        assertRefused(entry(List.of(member(sector, subSector)), List.of()), item, told);
    }

    @ParameterizedTest(name = "{0}/{1}: {2}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            KI_SPACE    | -           | designations[0].business    | KI_SPACE (expected: the code of a known business)
            KI_FIN_BANK | -           | designations[0].business    | KI_FIN_BANK (expected: the code of a known business)
            KI_GAS      | KI_FIN_BANK | designations[0].subBusiness | KI_FIN_BANK (expected: a sub-business of KI_GAS)
            KI_FINANCE  | KI_GAS      | designations[0].subBusiness | KI_GAS (expected: a sub-business of KI_FINANCE)
            """)
    void aDesignationThatTheScopeDoesNotKnowIsRefused(
            String business, @Nullable String subBusiness, String item, String told) {
        assertRefused(entry(List.of(), List.of(designated(business, subBusiness))), item, told);
    }

    @Test
    void aMembershipThatEndsBeforeItBeginsIsRefused() {
        var membership =
                new Membership(new SectorCode("GAS"), null, LocalDate.of(2026, 10, 1), LocalDate.of(2026, 9, 30));
        assertRefused(
                entry(List.of(member("GAS", null), membership), List.of()),
                "memberships[1].to",
                "2026-09-30 (expected: not before 2026-10-01)");
    }

    @Test
    void aDesignationThatEndsBeforeItBeginsIsRefused() {
        var designation =
                new Designation(new BusinessCode("KI_GAS"), null, LocalDate.of(2026, 10, 1), LocalDate.of(2026, 9, 30));
        assertRefused(
                entry(List.of(), List.of(designation)),
                "designations[0].to",
                "2026-09-30 (expected: not before 2026-10-01)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "48", "1", "", "013", "xx"})
    void aPrefectureThatIsNoneIsRefused(String prefecture) {
        assertRefused(
                entry("あおば銀行", prefecture, null), "prefecture", prefecture + " (expected: 01 to 47 (JIS X 0401))");
    }

    @ParameterizedTest
    @ValueSource(strings = {"01", "09", "10", "39", "40", "47"})
    void aPrefectureIsTaken(String prefecture) {
        assertThat(decide(entry("あおば銀行", prefecture, null), Operator.UNREGISTERED))
                .hasSize(1);
    }

    @Test
    void aCeptoarIsOfItsSectorAndNothingElse() {
        Membership port = member("PORT", null);
        assertThat(decide(ceptoar(List.of(port), List.of(), false, false), Operator.UNREGISTERED))
                .hasSize(1);
        assertRefused(
                ceptoar(List.of(), List.of(), false, false),
                "memberships",
                "0 (expected: the one sector of the CEPTOAR)");
        assertRefused(
                ceptoar(List.of(port, member("GAS", null)), List.of(), false, false),
                "memberships",
                "2 (expected: the one sector of the CEPTOAR)");
        assertRefused(
                ceptoar(List.of(port), List.of(designated("KI_PORT_TRANSPORT", null)), false, false),
                "designations",
                "1 (expected: none, of a CEPTOAR)");
        assertRefused(
                ceptoar(List.of(port), List.of(), true, false),
                "criticalComputer",
                "true (expected: false, of a CEPTOAR)");
        assertRefused(
                ceptoar(List.of(port), List.of(), false, true), "kafkaDoor", "true (expected: false, of a CEPTOAR)");
    }

    @Test
    void whoIsACeptoarIsCalledSo() {
        OperatorEntry ceptoar = ceptoar(List.of(member("PORT", null)), List.of(), false, false);
        assertRefused(
                new OperatorEntry(
                        new OperatorSlug("minato"),
                        ceptoar.name(),
                        ceptoar.kind(),
                        null,
                        "13",
                        null,
                        ceptoar.memberships(),
                        List.of(),
                        false,
                        false),
                "kind",
                "CEPTOAR (expected: CEPTOAR of what is called ceptoar-…, and of nothing else)");
        assertRefused(
                new OperatorEntry(
                        ceptoar.slug(),
                        ceptoar.name(),
                        OperatorEntry.Kind.COMPANY,
                        null,
                        "13",
                        null,
                        ceptoar.memberships(),
                        List.of(),
                        false,
                        false),
                "kind",
                "COMPANY (expected: CEPTOAR of what is called ceptoar-…, and of nothing else)");
    }

    private static OperatorEntry ceptoar(
            List<Membership> memberships, List<Designation> designations, boolean critical, boolean door) {
        return new OperatorEntry(
                new OperatorSlug("ceptoar-port"),
                "港湾セプター",
                OperatorEntry.Kind.CEPTOAR,
                null,
                "13",
                null,
                memberships,
                designations,
                critical,
                door);
    }

    @Test
    void aSupervisingMinistryThatIsUnknownIsRefused() {
        assertRefused(
                entry("国立研究所", "08", new AuthorityCode("MOSPACE")),
                "supervisingMinistry",
                "MOSPACE (expected: the code of a known authority)");
    }

    @Test
    void aNameThatIsBlankIsRefused() {
        assertRefused(entry(" ", "13", null), "name", "(expected: a name)");
    }

    @Test
    void aWrongEntryIsRefusedForAKnownOperatorToo() {
        var known = new Registered(entry(List.of(), List.of()));
        assertThatThrownBy(() -> decide(entry(" ", "13", null), known)).isInstanceOf(Refused.class);
    }

    @Test
    void aSectorAddedAtRunTimeIsTaken() {
        var scope = SCOPE.with(SectorRows.space());
        var entry = entry(List.of(member("SPACE", null)), List.of());
        var command = new RegisterOperator(entry, "nco:sato", AT);
        assertThat(Operator.decide(command, Operator.UNREGISTERED, scope)).hasSize(1);
    }

    @Property
    void whateverIsSaidTheRegisterSaysTheLast(@ForAll("entries") List<OperatorEntry> entries) {
        var operator = Operator.UNREGISTERED;
        var events = 0;
        for (var entry : entries) {
            for (var event : decide(entry, operator)) {
                operator = Operator.evolve(operator, event);
                events++;
            }
            assertThat(operator).isEqualTo(new Registered(entry));
            assertThat(decide(entry, operator)).isEmpty();
        }
        assertThat(events).isLessThanOrEqualTo(entries.size());
    }

    @Provide
    Arbitrary<List<OperatorEntry>> entries() {
        var memberships = Arbitraries.of(member("FINANCE", "BANKING"), member("GAS", null))
                .list()
                .ofMaxSize(2);
        var designations = Arbitraries.of(designated("KI_GAS", null), designated("KI_FINANCE", "KI_FIN_BANK"))
                .list()
                .ofMaxSize(2);
        return Combinators.combine(memberships, designations)
                .as(OperatorTest::entry)
                .list()
                .ofMinSize(1)
                .ofMaxSize(8);
    }

    private static List<OperatorEvent> decide(OperatorEntry entry, Operator operator) {
        return Operator.decide(new RegisterOperator(entry, "nco:sato", AT), operator, SCOPE);
    }

    private static void assertRefused(OperatorEntry entry, String item, String told) {
        assertThatThrownBy(() -> decide(entry, Operator.UNREGISTERED))
                .asInstanceOf(InstanceOfAssertFactories.type(Refused.class))
                .satisfies(refused -> {
                    assertThat(refused.reason()).isEqualTo(Reason.INVALID);
                    assertThat(refused.fault().item()).isEqualTo(item);
                    assertThat(refused.fault().en()).endsWith(told);
                });
    }

    private static OperatorEntry entry(String name, String prefecture, @Nullable AuthorityCode ministry) {
        return new OperatorEntry(
                SLUG, name, Kind.COMPANY, null, prefecture, ministry, List.of(), List.of(), false, false);
    }

    private static OperatorEntry entry(List<Membership> memberships, List<Designation> designations) {
        return new OperatorEntry(SLUG, "あおば銀行", Kind.COMPANY, null, "13", null, memberships, designations, true, false);
    }

    private static Membership member(String sector, @Nullable String subSector) {
        return new Membership(new SectorCode(sector), subSector == null ? null : new SectorCode(subSector), null, null);
    }

    private static Designation designated(String business, @Nullable String subBusiness) {
        return new Designation(
                new BusinessCode(business),
                subBusiness == null ? null : new BusinessCode(subBusiness),
                LocalDate.of(2024, 5, 17),
                null);
    }
}
