package noroshi.core.bulletin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import noroshi.core.register.Membership;
import noroshi.core.register.OperatorEntry;
import noroshi.core.register.OperatorEvent.OperatorRegistered;
import noroshi.core.register.OperatorSlug;
import noroshi.core.report.Cause;
import noroshi.core.report.Content;
import noroshi.core.report.Indicator;
import noroshi.core.report.Mark;
import noroshi.core.report.PersonalData;
import noroshi.core.sector.SectorCode;
import noroshi.core.thread.Case;
import noroshi.core.thread.Filings;
import noroshi.core.thread.ReportThreadCommand.SubmitReport;
import noroshi.core.thread.ReportThreadEvent;
import noroshi.core.thread.ReportThreads;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is kept of a report, and what is not (domain.md §3.3). */
class AnonymisationTest {

    static final Filings FILING = Filings.of("kitahama-medical", "2026-11-05T05:40:00+09:00", "HEALTHCARE")
            .causedBy(Cause.SUSPICIOUS_MAIL)
            .damageIn("27")
            .personalData(PersonalData.YES);

    private static final Content CONTENT = new Content(
            "北浜医療センターの電子カルテ停止 (CVE-2026-12345)",
            "3病院 1,284 床。「復旧は未定」と院長。踏み台は ehr01.kitahama.example、T1190 による侵入。",
            List.of(
                    new Indicator("ipv4-addr", "203.0.113.7"),
                    new Indicator("domain-name", "C2[.]attacker[.]example"),
                    new Indicator("url", "https://leak.attacker.example/victims/kitahama?t=1"),
                    new Indicator("file-sha256", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
                    new Indicator("ipv4-addr", "10.1.2.3"),
                    new Indicator("hostname", "EHR01"),
                    new Indicator("domain-name", "vpn.kitahama-medical.example"),
                    new Indicator("domain-name", "ehr01.kitahama.example"),
                    new Indicator("標的サーバ", "198.51.100.9"),
                    new Indicator("url", "http://198.51.100.9/uploads/shell.php"),
                    new Indicator("email-addr", "incho@kitahama.example"),
                    new Indicator("file-name", "C:\\Users\\incho\\invoice.exe")),
            Map.of(
                    "malwareFamily", "LockB9",
                    "encryptedExtension", List.of(".lckb9"),
                    "ransomNote", "北浜医療センター御中"),
            Map.of("name", "情報 太郎", "phone", "06-1234-5678", "mail", "joho@kitahama.example"),
            List.of("EHR-A-0001"),
            List.of());

    @Test
    void theGistHoldsCodesAndTheAttackersTracesAndNothingElse() {
        Gist gist = gist(others("HEALTHCARE", "27", 2));

        assertThat(gist)
                .isEqualTo(new Gist(
                        List.of(new SectorCode("HEALTHCARE")),
                        List.of("2026年11月上旬"),
                        List.of("近畿"),
                        List.of(FILING.filing().form()),
                        List.of(),
                        List.of(Cause.SUSPICIOUS_MAIL),
                        List.of("LockB9"),
                        List.of("CVE-2026-12345", "T1190"),
                        List.of(
                                new Indicator("ipv4-addr", "203.0.113.7"),
                                new Indicator("domain-name", "c2.attacker.example"),
                                new Indicator("domain-name", "leak.attacker.example"),
                                new Indicator(
                                        "file-sha256",
                                        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
                                new Indicator("file-extension", ".lckb9"))));
    }

    @Test
    void nothingIsTakenFromWhatIsMarked() {
        var marked = new Content(
                "件名",
                "概要",
                List.of(),
                Map.of("malwareFamily", "LockB9", "encryptedExtension", List.of(".lckb9"), "advice", "T1190"),
                Map.of(),
                List.of(),
                List.of(
                        new Mark("details.malwareFamily", Mark.Flag.LEGAL_PRIVILEGE),
                        new Mark("details.encryptedExtension", Mark.Flag.PERSONAL_DATA),
                        new Mark("details.advice", Mark.Flag.LEGAL_PRIVILEGE)));

        Gist gist = new Anonymisation(List.of(FILING.operator())).gist(List.of(source(FILING, marked)));

        assertThat(gist.malware()).isEmpty();
        assertThat(gist.techniques()).isEmpty();
        assertThat(gist.indicators()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"2, 27, true, true", "2, 13, true, false", "1, 27, false, false", "0, 27, false, false"})
    void whereFewerThanThreeOperatorsCouldBeMeantRegionAndSectorGo(
            int others, String prefecture, boolean sector, boolean region) {
        Gist gist = gist(others("HEALTHCARE", prefecture, others));

        assertThat(gist.sectors()).hasSize(sector ? 1 : 0);
        assertThat(gist.regions()).hasSize(region ? 1 : 0);
    }

    @Test
    void sectorsThatTogetherLeaveTooFewAreNotToldTogether() {
        Filings water = Filings.of("wangan-water", "2026-11-05T05:40:00+09:00", "WATER", "GOV_ADMIN");
        List<OperatorEntry> register = Stream.of(
                        Stream.of(water.operator()),
                        others("WATER", "14", 3).stream(),
                        others("GOV_ADMIN", "14", 3).stream())
                .flatMap(entries -> entries)
                .toList();

        Gist gist = new Anonymisation(register).gist(List.of(source(water, CONTENT)));

        assertThat(gist.sectors()).hasSize(1);
        assertThat(gist.regions()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-01T00:00:00+09:00, 2026年11月上旬",
        "2026-11-10T23:59:59+09:00, 2026年11月上旬",
        "2026-11-11T00:00:00+09:00, 2026年11月中旬",
        "2026-11-30T23:59:59+09:00, 2026年11月下旬"
    })
    void aDayIsToldByTheThirdOfItsMonth(String occurred, String period) {
        assertThat(new Anonymisation(List.of())
                        .gist(List.of(source(FILING.occurred(occurred), CONTENT)))
                        .periods())
                .containsExactly(period);
    }

    private static Gist gist(List<OperatorEntry> others) {
        List<OperatorEntry> register =
                Stream.concat(Stream.of(FILING.operator()), others.stream()).toList();
        return new Anonymisation(register).gist(List.of(source(FILING, CONTENT)));
    }

    static Source source(Filings filing, Content content) {
        SubmitReport filed = filing.submitted("key");
        var command = new SubmitReport(
                filed.thread(),
                filed.report(),
                filed.operator(),
                filed.filing(),
                content,
                filed.bodyHash(),
                filed.receivedAt());
        Case known = Case.of(filed.thread())
                .after(new OperatorRegistered(
                        filing.operator().slug(), filing.operator(), "admin", filing.awarenessAt()));
        Source source = Source.NONE;
        for (ReportThreadEvent event : ReportThreads.decide(command, known)) {
            source = source.after(event);
        }
        return source;
    }

    private static List<OperatorEntry> others(String sector, String prefecture, int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> new OperatorEntry(
                        new OperatorSlug("other-" + number),
                        "他の事業者" + number,
                        OperatorEntry.Kind.COMPANY,
                        null,
                        prefecture,
                        null,
                        List.of(new Membership(new SectorCode(sector), null, null, null)),
                        List.of(),
                        false,
                        false))
                .toList();
    }
}
