package noroshi.core.bulletin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import noroshi.core.report.Content;
import noroshi.core.report.Indicator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of a reported indicator is suggested to be passed on, and what may be the victim's own. */
class AttackIndicatorsTest {

    /** It calls one address and one host attacked, and says that one host is an asset of its operator's. */
    private static final Content REPORT = new Content(
            "件名",
            "概要",
            List.of(
                    new Indicator("Target-IP", "198.51.100.7"),
                    new Indicator("被害ホスト", "https://portal[.]isewan[.]example/login")),
            Map.of(),
            Map.of(),
            List.of("PORT-A-0001", "web01.isewan.example"),
            List.of());

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            ipv4-addr          | 203.0.113.7                                 | 203.0.113.7
            url                | https://c2.attacker.example/gate?t=1        | c2.attacker.example
            file-md5           | e3b0c44298fc1c149afbf4c8996fb924            | e3b0c44298fc1c149afbf4c8996fb924
            target-ip          | 203.0.113.7                                 | -
            ＴＡＲＧＥＴ ip       | 203.0.113.7                                 | -
            Victim_Host        | vpn.attacker.example                        | -
            destination domain | c2.attacker.example                         | -
            被害端末の検体     | e3b0c44298fc1c149afbf4c8996fb924            | -
            標的のサーバ       | 203.0.113.7                                 | -
            メールの宛先       | mail.attacker.example                       | -
            ipv4-addr          | 198.51.100.7                                | -
            ipv4-addr          | 198.51.100.70                               | 198.51.100.70
            web-shell          | http://198.51.100.7:8080/uploads/x.php      | -
            web-shell          | hxxps://PORTAL.isewan[.]example/uploads/x   | -
            domain-name        | img.portal.isewan.example                   | -
            domain-name        | web01.isewan.example                        | -
            domain-name        | notportal.isewan.example                    | notportal.isewan.example
            """)
    void whatTheReportCallsAttackedAndWhatLiesThereIsLeftOut(String type, String value, @Nullable String passedOn) {
        assertThat(new AttackIndicators(REPORT).of(new Indicator(type, value)).map(Indicator::value))
                .isEqualTo(Optional.ofNullable(passedOn));
    }
}
