package noroshi.core.bulletin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import noroshi.core.Fault;
import noroshi.core.Reason;
import noroshi.core.register.OperatorSlug;
import noroshi.core.report.Content;
import noroshi.core.report.Indicator;
import noroshi.core.report.ReportId;
import noroshi.core.report.ThreadId;
import noroshi.core.thread.Filings;
import noroshi.core.thread.ReportThreadCommand.RequestWithdrawal;
import noroshi.core.thread.ReportThreadCommand.SubmitReport;
import org.junit.jupiter.api.Test;

class UnnamedMembersTest {

    private static final OperatorSlug CEPTOAR = new OperatorSlug("ceptoar-port");
    private static final ReportId REPORT = ReportId.of(CEPTOAR, "1");
    private static final Instant NOW = Instant.parse("2026-11-10T00:00:00Z");
    private static final UnnamedMembers MEMBERS = new UnnamedMembers(List.of(Filings.entry("isewan-terminal")));

    private static List<Fault> in(Content content) {
        return MEMBERS.in(new SubmitReport(
                ThreadId.openedBy(REPORT),
                REPORT,
                CEPTOAR,
                Filings.of("isewan-terminal", "2026-11-10T06:30:00+09:00", "PORT")
                        .filing(),
                content,
                "00".repeat(32),
                NOW));
    }

    private static Content content(String title, String summary, Map<String, Object> details, List<String> assets) {
        return new Content(
                title,
                summary,
                List.of(new Indicator("ipv4-addr", "203.0.113.7")),
                details,
                Map.of("name", "伊勢湾ターミナルではない事務局", "email", "desk@ceptoar.example.jp"),
                assets,
                List.of());
    }

    @Test
    void whatTellsNobodyIsTaken() {
        assertThat(in(content(
                        "会員1社の業務停止", "203.0.113.7 から侵入された。", Map.of("count", 3, "items", List.of("VPN装置")), List.of())))
                .isEmpty();
    }

    @Test
    void aMemberIsNamedNowhere() {
        assertThat(in(content(
                        "伊勢湾ターミナルの業務停止",
                        "窓口 03-1234-5678、tos.isewan.example.jp が停止",
                        Map.of("items", List.of(Map.of("where", "ISEWAN-TERMINAL"))),
                        List.of("A-1"))))
                .allSatisfy(fault -> assertThat(fault.code()).isEqualTo(Reason.TELLTALE))
                .extracting(Fault::item)
                .containsExactly("assets", "title", "summary", "summary", "details.items.where");
    }

    /** As a number, as the name of an item, or as an indicator's type a member is named as well. */
    @Test
    void noPartOfAFilingIsPassedOver() {
        String number = Objects.requireNonNull(Filings.entry("isewan-terminal").corporateNumber())
                .value();
        var content = new Content(
                "会員1社の業務停止",
                "詳細は調査中",
                List.of(new Indicator("伊勢湾ターミナル", "203.0.113.7")),
                Map.of("伊勢湾ターミナル", true, "number", Long.valueOf(number)),
                Map.of(),
                List.of(),
                List.of());

        assertThat(in(content))
                .extracting(Fault::item)
                .containsExactlyInAnyOrder("details", "details.number", "indicators[0].type");
        assertThat(MEMBERS.in("reason", "伊勢湾ターミナルの依頼")).hasSize(1);
    }

    @Test
    void aReasonNamesNoneEither() {
        assertThat(MEMBERS.in(new RequestWithdrawal(
                        ThreadId.openedBy(REPORT), REPORT, CEPTOAR, "伊勢湾ターミナルの誤報", "00".repeat(32), NOW)))
                .extracting(Fault::item)
                .containsExactly("reason");
    }
}
