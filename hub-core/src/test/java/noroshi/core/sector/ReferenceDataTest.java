package noroshi.core.sector;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import noroshi.core.jurisdiction.AuthorityCode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReferenceDataTest {

    private static final Scope SCOPE = Scope.shipped();

    @ParameterizedTest(name = "{1} sectors on {0}")
    @CsvSource(textBlock = """
            2005-12-12, 0
            2005-12-13, 10
            2014-05-18, 10
            2014-05-19, 13
            2018-07-25, 14
            2024-03-07, 14
            2024-03-08, 15
            2026-09-30, 15
            2026-10-01, 16
            """)
    void thereAreAsManySectorsAsThePlanOfTheDayHas(LocalDate day, int count) {
        assertThat(SCOPE.sectorsOn(day).stream().filter(row -> row.parent() == null))
                .hasSize(count);
    }

    @ParameterizedTest(name = "{1} businesses on {0}")
    @CsvSource(textBlock = """
            2024-05-16, 0
            2024-05-17, 14
            2025-03-31, 14
            2025-04-01, 15
            2026-06-01, 15
            2027-12-15, 15
            """)
    void thereAreAsManyBusinessesAsArticle50OfTheDayHas(LocalDate day, int count) {
        assertThat(SCOPE.businessesOn(day).stream().filter(row -> row.parent() == null))
                .hasSize(count);
    }

    @ParameterizedTest(name = "{0} on {1}: {2}")
    @CsvSource(textBlock = """
            WATER,        2024-03-31, MHLW
            WATER,        2024-04-01, MLIT
            INFO_COMM,    2026-10-01, MIC
            CABLE_TV,     2026-10-01, MIC
            FINANCE,      2026-10-01, FSA
            FIN_OTHER,    2026-10-01, FSA
            ELECTRICITY,  2026-10-01, METI
            GOV_ADMIN,    2026-10-01, MIC
            HEALTHCARE,   2026-10-01, MHLW
            WAREHOUSE,    2026-10-01, MLIT
            CREDIT,       2026-10-01, METI
            PORT,         2026-10-01, MLIT
            POSTAL,       2026-10-01, MIC
            """)
    void theMinistryInChargeIsThatOfTheDay(String sector, LocalDate day, String ministry) {
        assertThat(SCOPE.sector(new SectorCode(sector), day))
                .get()
                .extracting(Sector::ministry)
                .isEqualTo(new AuthorityCode(ministry));
    }

    /** 経済安全保障推進法 86条2項. The minister is the one who has the business; joint ones in finance alone. */
    @ParameterizedTest(name = "{0}: {1}; {2}")
    @CsvSource(delimiter = '|', textBlock = """
            KI_WATER                      | MLIT         | WATER
            KI_TELECOM                    | MIC          | TELECOM
            KI_BROADCASTING               | MIC          | BROADCASTING
            KI_TRUCKING                   | MLIT         | TRUCKING
            KI_OCEAN_SHIPPING             | MLIT         | SHIPPING
            KI_POSTAL                     | MIC          | POSTAL
            KI_CREDIT_CARD                | METI         | CREDIT
            KI_FIN_BANK                   | FSA          | BANKING
            KI_FIN_INSURANCE              | FSA          | LIFE_INSURANCE,NONLIFE_INSURANCE
            KI_FIN_SECURITIES             | FSA          | SECURITIES
            KI_FIN_ROKIN_FED              | FSA,MHLW     | BANKING
            KI_FIN_NORINCHUKIN            | FSA,MAFF     | BANKING
            KI_FIN_DEPOSIT_INSURANCE      | FSA,MOF      | FINANCE
            KI_FIN_AGRI_SAVINGS_INSURANCE | FSA,MOF,MAFF | FINANCE
            KI_FIN_BOOK_ENTRY             | FSA,MOJ,MOF  | SECURITIES
            KI_FIN_ELECTRONIC_CLAIMS      | FSA,MOJ      | FINANCE
            """)
    void aBusinessHasItsMinistersInOrderAndItsOverlap(String code, String ministers, String sectors) {
        var business = SCOPE.business(new BusinessCode(code), LocalDate.of(2026, 10, 1));
        assertThat(business).get().satisfies(row -> {
            assertThat(row.ministers())
                    .isEqualTo(Stream.of(ministers.split(","))
                            .map(AuthorityCode::new)
                            .toList());
            assertThat(row.sectors())
                    .isEqualTo(
                            Stream.of(sectors.split(",")).map(SectorCode::new).toList());
        });
    }

    @Test
    void jointMinistersAreInFinanceAloneAndLedByItsAgency() {
        assertThat(SCOPE.businesses().stream().filter(row -> row.ministers().size() > 1))
                .hasSize(6)
                .allSatisfy(row -> {
                    assertThat(row.parent()).isEqualTo(new BusinessCode("KI_FINANCE"));
                    assertThat(row.ministers().getFirst()).isEqualTo(new AuthorityCode("FSA"));
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"2005-12-13", "2024-05-17", "2026-09-30", "2026-10-01", "2027-12-16"})
    void everyRowInForceRestsOnRowsInForce(LocalDate day) {
        var authorities = SCOPE.authoritiesOn(day).stream().map(Authority::code).toList();
        assertThat(SCOPE.sectorsOn(day)).allSatisfy(row -> {
            assertThat(authorities).contains(row.ministry());
            assertThat(parents(row.parent()))
                    .allMatch(parent -> SCOPE.sector(parent, day).isPresent());
        });
        assertThat(SCOPE.businessesOn(day)).allSatisfy(row -> {
            assertThat(authorities).containsAll(row.ministers());
            assertThat(row.ministers()).isNotEmpty();
        });
    }

    @Test
    void everyCodeThatARowNamesExists() {
        assertThat(SCOPE.sectors()).allMatch(row -> SCOPE.knows(row.ministry()));
        assertThat(SCOPE.sectors())
                .allMatch(
                        row -> row.parent() == null || SCOPE.knows(row.parent().value()));
        assertThat(SCOPE.businesses()).allSatisfy(row -> {
            assertThat(row.ministers()).allMatch(SCOPE::knows);
            assertThat(row.sectors()).isNotEmpty().allMatch(sector -> SCOPE.knows(sector.value()));
            assertThat(row.parent() == null || SCOPE.knows(row.parent().value()))
                    .isTrue();
        });
    }

    /** A service line, a topic and a view tell sectors from businesses by the code alone. */
    @Test
    void noCodeIsBothASectorAndABusiness() {
        assertThat(SCOPE.sectors()).noneMatch(row -> row.code().value().startsWith("KI_"));
    }

    @Test
    void everyRowSaysWhereItComesFrom() {
        assertThat(sources()).allMatch(source -> !source.isBlank() && !source.contains(".md"));
    }

    @Test
    void whatIsNotVerifiedIsAssumed() {
        assertThat(SCOPE.sectors()).allMatch(row -> row.status() == Status.ASSUMED);
        assertThat(SCOPE.businesses().stream().filter(row -> row.status() == Status.ASSUMED))
                .extracting(row -> row.code().value())
                .containsExactly("KI_MEDICAL");
        assertThat(SCOPE.authorities().stream().filter(row -> row.source().contains("not verified")))
                .allMatch(row -> row.status() == Status.ASSUMED);
    }

    @Test
    void theNationalOfficeIsKnownByItsNameOfTheDay() {
        assertThat(nameOf(AuthorityCode.NCO, "2025-06-30")).isEqualTo("内閣サイバーセキュリティセンター (NISC)");
        assertThat(nameOf(AuthorityCode.NCO, "2025-07-01")).isEqualTo("国家サイバー統括室");
    }

    @Test
    void everyPrefectureHasItsPolice() {
        assertThat(SCOPE.authorities().stream()
                        .map(row -> row.code().value())
                        .filter(code -> code.startsWith("PREF_POLICE_")))
                .hasSize(47)
                .contains("PREF_POLICE_01", "PREF_POLICE_47");
    }

    @ParameterizedTest(name = "{0} of {1}: {2} in a prefecture")
    @CsvSource(textBlock = """
            FSA,  FINANCE, 1
            MIC,  TELECOM, 1
            MLIT, PORT,    2
            METI, GAS,     0
            """)
    void aPlaceHasTheOfficesOfItsMinistry(String ministry, String sector, int offices) {
        for (int prefecture = 1; prefecture <= 47; prefecture++) {
            String code = "%02d".formatted(prefecture);
            // in 沖縄 one office is both the development and the transport bureau
            int expected = code.equals("47") ? Math.min(1, offices) : offices;
            assertThat(SCOPE.officesOf(
                            new AuthorityCode(ministry), new SectorCode(sector), code, LocalDate.of(2026, 10, 1)))
                    .as(code)
                    .hasSize(expected)
                    .allMatch(SCOPE::knows);
        }
    }

    @Test
    void everyPrefectureIsAnAuthority() {
        for (int prefecture = 1; prefecture <= 47; prefecture++) {
            assertThat(SCOPE.knows(AuthorityCode.prefecture("%02d".formatted(prefecture))))
                    .isTrue();
        }
    }

    private static Stream<String> sources() {
        return Stream.of(
                        SCOPE.sectors().stream().map(Sector::source),
                        SCOPE.businesses().stream().map(Business::source),
                        SCOPE.authorities().stream().map(Authority::source),
                        SCOPE.offices().stream().map(Office::source))
                .flatMap(source -> source);
    }

    private static List<SectorCode> parents(@Nullable SectorCode parent) {
        return parent == null ? List.of() : List.of(parent);
    }

    private static String nameOf(AuthorityCode code, String day) {
        return SCOPE.authoritiesOn(LocalDate.parse(day)).stream()
                .filter(row -> row.code().equals(code))
                .findFirst()
                .orElseThrow()
                .ja();
    }
}
