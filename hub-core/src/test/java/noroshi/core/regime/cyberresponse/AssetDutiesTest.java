package noroshi.core.regime.cyberresponse;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import noroshi.core.sector.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AssetDutiesTest {

    private static final LocalDate DESIGNATED = LocalDate.of(2024, 5, 17);
    private static final LocalDate INTRODUCED = LocalDate.of(2026, 11, 2);

    @ParameterizedTest(name = "designated {0}, introduced {1}: {2} by {3}")
    @CsvSource(delimiter = '|', textBlock = """
            2024-05-17 | 2015-04-01 | ASSET_EXISTING       | 2027-03-31
            2024-05-17 | 2026-09-30 | ASSET_EXISTING       | 2027-03-31
            2026-09-01 | 2026-09-15 | ASSET_EXISTING       | 2027-03-31
            2024-05-17 | 2026-10-01 | ASSET                | 2027-02-01
            2024-05-17 | 2026-10-31 | ASSET                | 2027-03-01
            2024-05-17 | 2026-11-01 | ASSET                | 2027-03-01
            2024-05-17 | 2027-08-31 | ASSET                | 2028-01-04
            2024-05-17 | 2027-10-31 | ASSET                | 2028-02-29
            2026-09-01 | 2026-10-15 | ASSET_AT_DESIGNATION | 2027-03-01
            2026-09-01 | 2026-11-01 | ASSET_AT_DESIGNATION | 2027-03-01
            2026-09-01 | 2026-11-02 | ASSET                | 2027-03-02
            2026-12-01 | 2027-01-20 | ASSET_AT_DESIGNATION | 2027-06-01
            2026-12-01 | 2026-11-20 | ASSET_AT_DESIGNATION | 2027-06-01
            2026-12-01 | 2015-04-01 | ASSET_AT_DESIGNATION | 2027-06-01
            2026-12-01 | 2027-02-02 | ASSET                | 2027-06-02
            """)
    void aNotificationFallsDueByTheActsArticleFour(
            LocalDate designatedOn, LocalDate introducedOn, String rule, LocalDate due) {
        AssetDuty duty = AssetDuties.ofIntroduction(introducedOn, designatedOn, "DCS-9000");

        assertThat(duty.rule().id()).isEqualTo(rule);
        assertThat(duty.rule().article()).startsWith("サイバー対処能力強化法");
        assertThat(duty.rule().status()).isEqualTo(Status.ASSUMED);
        assertThat(duty.isExempt()).isFalse();
        assertThat(duty.deadline())
                .satisfies(deadline -> assertThat(deadline.dueDate()).isEqualTo(due));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Microsoft Windows            | true
            microsoft  windows 11 Pro    | true
            Windows Server               | true
            Ｗｉｎｄｏｗｓ　Ｓｅｒｖｅｒ 2025   | true
            Microsoft Windows Server 2022| true
            Windows Serverless Gateway   | false
            Microsoft SQL Server         | false
            DCS for Microsoft Windows    | false
            """)
    void whatIsExcludedNeedNotBeNotified(String product, boolean exempt) {
        AssetDuty duty = AssetDuties.ofIntroduction(INTRODUCED, DESIGNATED, product);

        assertThat(duty.isExempt()).isEqualTo(exempt);
        assertThat(duty.rule().id()).isEqualTo(exempt ? "ASSET_EXEMPT" : "ASSET");
    }

    @Test
    void whatAnOperatorUsesAtItsDesignationIsDueAsAWhole() {
        assertThat(AssetDuties.ofDesignation(DESIGNATED).rule().id()).isEqualTo("ASSET_EXISTING");
        assertThat(AssetDuties.ofDesignation(LocalDate.of(2026, 12, 1)).deadline())
                .satisfies(deadline -> assertThat(deadline.dueDate()).isEqualTo("2027-06-01"));
    }

    @Test
    void aChangeHasItsRuleAndNoNumberOfDays() {
        assertThat(AssetDuties.ofChange(INTRODUCED).id()).isEqualTo("ASSET_CHANGE");
        assertThat(AssetDuties.ofEnd(INTRODUCED).id()).isEqualTo("ASSET_END");
    }
}
