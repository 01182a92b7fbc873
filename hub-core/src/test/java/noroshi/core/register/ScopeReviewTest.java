package noroshi.core.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import noroshi.core.Fault;
import noroshi.core.Refused;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.register.ScopeCommand.ReviewScope;
import noroshi.core.register.ScopeCommand.ReviseBusiness;
import noroshi.core.register.ScopeEvent.BusinessRevised;
import noroshi.core.register.ScopeEvent.SectorRevised;
import noroshi.core.sector.Business;
import noroshi.core.sector.BusinessCode;
import noroshi.core.sector.Period;
import noroshi.core.sector.Scope;
import noroshi.core.sector.Sector;
import noroshi.core.sector.SectorCode;
import noroshi.core.sector.Status;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The scope is reviewed as a whole: sectors and businesses are added, split and retired. */
class ScopeReviewTest {

    private static final Instant AT = Instant.parse("2026-11-05T00:00:00Z");
    private static final Scope SCOPE = Scope.shipped();
    private static final LocalDate LAST = LocalDate.of(2027, 3, 31);
    private static final LocalDate NEXT = LocalDate.of(2027, 4, 1);
    private static final SectorCode CHEMICAL = new SectorCode("CHEMICAL");

    private final List<Sector> split = List.of(
            SectorRows.row("CHEMICAL", null, "化学", "METI", LocalDate.of(2014, 5, 19), LAST),
            SectorRows.row("PETROCHEMICAL", null, "石油化学", "METI", NEXT, null),
            SectorRows.row("FINE_CHEMICAL", null, "機能性化学", "METI", NEXT, null));

    @Test
    void aSplitEndsOneAndBeginsItsSuccessorsInOneAct() {
        var events = review(split, List.of(), SCOPE);
        Scope after = after(events);

        assertThat(events).hasSize(3).allMatch(SectorRevised.class::isInstance);
        assertThat(after.sector(CHEMICAL, LAST)).isPresent();
        assertThat(after.sector(CHEMICAL, NEXT)).isEmpty();
        assertThat(after.isRetired(CHEMICAL, NEXT)).isTrue();
        assertThat(after.isRetired(CHEMICAL, LAST)).isFalse();
        assertThat(after.lastDay(CHEMICAL)).contains(LAST);
        assertThat(after.sector(new SectorCode("FINE_CHEMICAL"), NEXT)).isPresent();
        assertThat(review(split, List.of(), after)).isEmpty();
    }

    @Test
    void whatWasBeforeTheReviewStaysAsItWas() {
        Scope after = after(review(split, List.of(), SCOPE));

        for (LocalDate day : List.of(LocalDate.of(2005, 12, 13), LocalDate.of(2026, 11, 5), LAST)) {
            assertThat(after.sectorsOn(day))
                    .extracting(Sector::code, Sector::ministry)
                    .isEqualTo(SCOPE.sectorsOn(day).stream()
                            .map(row -> tuple(row.code(), row.ministry()))
                            .toList());
        }
    }

    @Test
    void ofAReviewWithAFaultNothingStands() {
        var faulty = List.of(split.getFirst(), SectorRows.row("SPACE", "ORBIT", "宇宙", "MOSPACE", NEXT, null));

        assertThat(ScopeRules.faults(faulty, List.of(), SCOPE))
                .extracting(Fault::item)
                .containsExactly("sectors[1].ministry", "sectors[1].parent");
        assertThatThrownBy(() -> review(faulty, List.of(), SCOPE)).isInstanceOf(Refused.class);
    }

    @Test
    void aSectorDoesNotEndBeforeItsParts() {
        var finance = SectorRows.row("FINANCE", null, "金融", "FSA", LocalDate.of(2005, 12, 13), LAST);
        assertThat(ScopeRules.faults(finance, SCOPE)).singleElement().satisfies(fault -> {
            assertThat(fault.item()).isEqualTo("to");
            assertThat(fault.en()).endsWith("BANKING to end first)");
        });

        var parts = SCOPE.sectors().stream()
                .filter(row -> new SectorCode("FINANCE").equals(row.parent()))
                .map(row -> SectorRows.row(
                        row.code().value(),
                        "FINANCE",
                        row.ja(),
                        "FSA",
                        row.inForce().from(),
                        LAST))
                .toList();
        var whole = new ArrayList<>(parts);
        whole.addFirst(finance);
        assertThat(ScopeRules.faults(whole, List.of(), SCOPE)).isEmpty();
    }

    @Test
    void aBusinessIsAddedAndRetired() {
        var space = business("KI_SPACE", null, "MIC", "INFO_COMM", NEXT, null);
        Scope after = after(ScopeCommand.decide(new ReviseBusiness(space, "nco:sato", AT), SCOPE));
        assertThat(after.business(space.code(), NEXT)).contains(space);

        var ended = business("KI_SPACE", null, "MIC", "INFO_COMM", NEXT, LocalDate.of(2030, 3, 31));
        assertThat(ScopeCommand.decide(new ReviseBusiness(ended, "nco:sato", AT), after))
                .singleElement()
                .isInstanceOf(BusinessRevised.class);
        assertThat(SCOPE.businesses())
                .allMatch(row -> ScopeCommand.decide(new ReviseBusiness(row, "nco:sato", AT), SCOPE)
                        .isEmpty());
    }

    @ParameterizedTest(name = "{4}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            KI_SPACE   | -        | MOSPACE | INFO_COMM | ministers[0]
            KI_SPACE   | -        | MIC     | ORBIT     | sectors[0]
            KI_SPACE   | KI_ORBIT | MIC     | INFO_COMM | parent
            KI_SPACE   | KI_SPACE | MIC     | INFO_COMM | parent
            KI_SPACE   | KI_FIN_BANK | MIC  | INFO_COMM | parent
            """)
    void aBusinessThatDoesNotFitIsRefused(
            String code, @Nullable String parent, String minister, String sector, String item) {
        assertThat(ScopeRules.faults(business(code, parent, minister, sector, NEXT, null), SCOPE))
                .extracting(Fault::item)
                .containsExactly(item);
    }

    private static List<ScopeEvent> review(List<Sector> sectors, List<Business> businesses, Scope scope) {
        return ScopeCommand.decide(new ReviewScope(sectors, businesses, "nco:sato", AT), scope);
    }

    private static Scope after(List<ScopeEvent> events) {
        Scope scope = SCOPE;
        for (ScopeEvent event : events) {
            scope = ScopeEvent.evolve(scope, event);
        }
        return scope;
    }

    private static Business business(
            String code,
            @Nullable String parent,
            String minister,
            String sector,
            LocalDate from,
            @Nullable LocalDate to) {
        return new Business(
                new BusinessCode(code),
                parent == null ? null : new BusinessCode(parent),
                "宇宙",
                "Space",
                List.of(new AuthorityCode(minister)),
                List.of(new SectorCode(sector)),
                new Period(from, to),
                Status.ASSUMED,
                "a test");
    }
}
