package noroshi.core.bulletin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import noroshi.core.Fault;
import noroshi.core.Reason;
import noroshi.core.report.Content;
import noroshi.core.report.Indicator;
import noroshi.core.report.Mark;
import noroshi.core.report.Tlp;
import noroshi.core.thread.Filings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What gives an originator away, and what does not, however it is written. */
class TelltalesTest {

    private static final Content REPORTED = new Content(
            "件名",
            "概要",
            List.of(),
            Map.of(),
            Map.of("mail", "soc@isewan.example", "phone", "052-000-0000"),
            List.of(),
            List.of());

    private final Telltales telltales =
            new Telltales(List.of(Filings.entry("isewan-terminal"), Filings.entry("new-airport")), List.of(REPORTED));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            伊勢湾ターミナルで発生した            | 伊勢湾ターミナル
            伊勢湾 ﾀｰﾐﾅﾙ で発生した               | 伊勢湾ターミナル
            新空港で発生した                      | 新空港
            the terminal ISEWAN_Terminal was hit  | isewan-terminal
            the terminal ｉｓｅｗａｎ terminal    | isewan-terminal
            mail soc@tos.example.co.jp            | soc@tos.example.co.jp
            mail soc[at]tos[.]example             | soc@tos.example
            電話 052-123-4567                     | 052-123-4567
            電話 ０５２（１２３）４５６７         | 052(123)4567
            電話 0521234567                       | 0521234567
            携帯 +81 90-1234-5678                 | +81 90-1234-5678
            携帯 090ー1234ー5678                  | 090-1234-5678
            host tos01.isewan.example was used    | tos01.isewan.example
            https://portal.isewan.example/login   | portal.isewan.example
            hxxps://portal[.]isewan[.]example/    | portal.isewan.example
            server ehr01.corp.local               | ehr01.corp.local
            from 10.20.30.40                      | 10.20.30.40
            from 203[.]0[.]113[.]7                | 203.0.113.7
            from 2001:db8::17                     | 2001:db8::17
            from fd00:0:0:0:0:0:0:1               | fd00:0:0:0:0:0:0:1
            zero width tos01​.isewan.example  | tos01.isewan.example
            """)
    void isFoundAndQuoted(String text, String found) {
        assertThat(telltales.in("text", text)).singleElement().satisfies(fault -> {
            assertThat(fault.code()).isEqualTo(Reason.TELLTALE);
            assertThat(fault.item()).isEqualTo("text");
            assertThat(fault.ja()).contains(found);
            assertThat(fault.en()).contains(found);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-10 07:15:02 に暗号化が始まった",
                "CVE-2026-01234 と T1190 が悪用された",
                "invoice.exe と readme.txt、拡張子 .lckb9",
                "FortiOS 7.4.3 以前",
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                "std::vector, 12:30, e.g. VPN",
                "港湾分野の事業者で、ターミナルの業務が止まった",
                "全国で 1,000,000 件、0.5 % 未満"
            })
    void isNotFoundInWhatTellsNobody(String text) {
        assertThat(telltales.in("text", text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            弁護士は 身代金を払わないこと を勧めた | true
            患者の 山田 花子　さん                 | true
            ＹＡＭＡＤＡ hanako様                   | true
            身代金は払われた                       | false
            復旧は未定                             | false
            復号鍵を買わず警察と協議のうえ保守会社に預 | true
            復号鍵を買わず警察と協議のうえ交渉した     | false
            """)
    void whatIsMarkedToBeKeptBackIsFoundWhereItIsQuoted(String text, boolean found) {
        var reported = new Content(
                "件名",
                "概要",
                List.of(),
                Map.of(
                        "advice", "身代金を払わないこと",
                        "victims", List.of("患者の山田花子さん", "yamada hanako"),
                        "short", "未定",
                        "long", "顧問弁護士は、復号鍵を買わず警察と協議のうえ保守会社に預けてある写しから戻すよう勧めた",
                        "told", "身代金は払われた"),
                Map.of(),
                List.of(),
                List.of(
                        new Mark("details.advice", Mark.Flag.LEGAL_PRIVILEGE),
                        new Mark("details.victims", Mark.Flag.PERSONAL_DATA),
                        new Mark("details.short", Mark.Flag.LEGAL_PRIVILEGE),
                        new Mark("details.long", Mark.Flag.LEGAL_PRIVILEGE)));
        var watchful = new Telltales(List.of(), List.of(reported));

        assertThat(watchful.in("text", text)).hasSize(found ? 1 : 0);
        assertThat(watchful.inIndicator("indicators[0].value", new Indicator("x", text)))
                .hasSize(found ? 1 : 0);
    }

    @Test
    void whatIsStatedAsTheAttackersMayStandInTheText() {
        var indicators = List.of(
                new Indicator("url", "https://c2.attacker.example/gate"),
                new Indicator("domain-name", "10.attacker.example"),
                new Indicator("ipv4-addr", "203.0.113.7"),
                new Indicator("email-addr", "sales@attacker.example"));
        var content = new BulletinContent(
                "注意喚起",
                "C2[.]attacker[.]example と 203.0.113.7 への通信、sales@attacker.example からの送信",
                indicators,
                "c2.attacker.example の遮断");

        assertThat(telltales.in(content, Tlp.AMBER)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "vpn.isewan-terminal.example",
                "192.168.1.20",
                "fe80::1",
                "tos01.isewan.example",
                "soc@isewan.example",
                "https://leak.example/伊勢湾ターミナル"
            })
    void noIndicatorNamesTheVictim(String value) {
        var content = new BulletinContent("注意喚起", "内容", List.of(new Indicator("x", value)), null);

        assertThat(telltales.in(content, Tlp.AMBER)).extracting(Fault::item).containsExactly("indicators[0].value");
    }

    @Test
    void noKindOfIndicatorNamesTheVictim() {
        var content = new BulletinContent("注意喚起", "内容", List.of(new Indicator("伊勢湾ターミナルの宛先", "203.0.113.7")), null);

        assertThat(telltales.in(content, Tlp.AMBER)).extracting(Fault::item).containsExactly("indicators[0].type");
    }

    @Test
    void aCorporateNumberIsFoundInItsParts() {
        var bank = Filings.entry("aoba-bank");
        String number = Objects.requireNonNull(bank.corporateNumber()).value();
        String parted = number.substring(0, 1) + "-" + number.substring(1, 5) + " " + number.substring(5);

        assertThat(new Telltales(List.of(bank), List.of()).in("text", "法人番号 " + parted))
                .anySatisfy(fault -> assertThat(fault.en()).contains(number));
    }
}
