package noroshi.core.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.stream.Collectors;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.register.OperatorCommand.RegisterOperator;
import noroshi.core.sector.Scope;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoRegisterTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            kitahama-medical | 北浜医療センター群 | HEALTHCARE                  | -                                 | false | 27
            aoba-bank        | あおば銀行         | FINANCE/BANKING             | KI_FINANCE/KI_FIN_BANK 2024-05-17 | true  | 13
            isewan-terminal  | 伊勢湾ターミナル   | PORT                        | KI_PORT_TRANSPORT 2025-04-01      | true  | 23
            daiichi-telecom  | 第一通信           | INFO_COMM/TELECOM           | KI_TELECOM 2024-05-17             | true  | 13
            wangan-water     | 湾岸市水道局       | WATER, GOV_ADMIN/LOCAL_GOV  | KI_WATER 2024-05-17               | true  | 14
            toto-broadcast   | 東都放送           | INFO_COMM/BROADCASTING      | KI_BROADCASTING 2024-05-17        | true  | 13
            japan-post       | 日本中央郵便       | POSTAL from 2026-10-01      | KI_POSTAL 2024-05-17              | true  | 13
            nangoku-gas      | 南国ガス           | GAS                         | KI_GAS 2024-05-17                 | true  | 46
            koto-railway     | 港都鉄道           | RAILWAY                     | KI_RAILWAY 2024-05-17             | true  | 28
            chubu-power      | 中央電力           | ELECTRICITY                 | KI_ELECTRICITY 2024-05-17         | true  | 23
            setouchi-chem    | 瀬戸内化学         | CHEMICAL                    | -                                 | false | 34
            midorikawa-city  | 緑川市             | GOV_ADMIN/LOCAL_GOV         | -                                 | false | 11
            new-airport      | 新空港株式会社     | AIRPORT                     | KI_AIRPORT 2026-09-01             | true  | 12
            kokken-institute | 国立研究所         | -                           | -                                 | false | 08
            """)
    void anOperatorIsAsTheContractSays(
            String slug,
            String name,
            @Nullable String memberships,
            @Nullable String designations,
            boolean criticalComputer,
            String prefecture) {
        var entry = entry(slug);
        assertThat(entry.name()).isEqualTo(name);
        assertThat(memberships(entry)).isEqualTo(Objects.requireNonNullElse(memberships, ""));
        assertThat(designations(entry)).isEqualTo(Objects.requireNonNullElse(designations, ""));
        assertThat(entry.criticalComputer()).isEqualTo(criticalComputer);
        assertThat(entry.prefecture()).isEqualTo(prefecture);
        assertThat(entry.kafkaDoor()).isEqualTo(slug.equals("chubu-power"));
    }

    @Test
    void thereAreFourteenOfDistinctNumbers() {
        assertThat(DemoRegister.entries()).hasSize(14);
        assertThat(DemoRegister.entries().stream().map(OperatorEntry::corporateNumber))
                .doesNotContainNull()
                .doesNotHaveDuplicates();
    }

    @Test
    void theInstituteIsSupervised() {
        assertThat(entry("kokken-institute").supervisingMinistry()).isEqualTo(new AuthorityCode("MEXT"));
        assertThat(entry("kokken-institute").kind()).isEqualTo(OperatorEntry.Kind.INDEPENDENT_ADMINISTRATIVE_AGENCY);
    }

    @Test
    void theRegisterTakesThemAll() {
        assertThat(DemoRegister.entries())
                .allSatisfy(entry -> assertThatCode(() -> Operator.decide(
                                new RegisterOperator(entry, "admin", Instant.EPOCH),
                                Operator.UNREGISTERED,
                                Scope.shipped()))
                        .doesNotThrowAnyException());
    }

    private static OperatorEntry entry(String slug) {
        return DemoRegister.entries().stream()
                .filter(entry -> entry.slug().value().equals(slug))
                .findFirst()
                .orElseThrow();
    }

    private static String memberships(OperatorEntry entry) {
        return entry.memberships().stream()
                .map(member -> code(member.sector(), member.subSector()) + from(member.from()))
                .collect(Collectors.joining(", "));
    }

    private static String designations(OperatorEntry entry) {
        return entry.designations().stream()
                .map(designation -> code(designation.business(), designation.subBusiness()) + " " + designation.from())
                .collect(Collectors.joining(", "));
    }

    private static String code(Object code, @Nullable Object narrower) {
        return narrower == null ? code.toString() : code + "/" + narrower;
    }

    private static String from(@Nullable LocalDate from) {
        return from == null ? "" : " from " + from;
    }
}
