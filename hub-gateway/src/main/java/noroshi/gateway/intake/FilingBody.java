package noroshi.gateway.intake;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import noroshi.core.report.Answer;
import noroshi.core.report.Breach;
import noroshi.core.report.Cause;
import noroshi.core.report.Consents;
import noroshi.core.report.EventClass;
import noroshi.core.report.Indicator;
import noroshi.core.report.Mark;
import noroshi.core.report.PersonalData;
import noroshi.core.report.Severity;
import noroshi.core.report.Stage;
import noroshi.core.report.Tlp;

/**
 * 提出の本文. The shapes that {@link FilingReader} reads, for the API's document alone: a test holds the two together.
 */
sealed interface FilingBody {

    /** 報告. */
    @Schema(
            name = "ReportFiling",
            description = "報告. A first report; opens a thread.",
            requiredProperties = {"form", "stage", "awarenessAt", "title", "summary"})
    record Report(
            @Schema(description = "様式. In force on the day of filing.", example = "RANSOMWARE")
            String form,

            @Schema(description = "報告の区分") Stage stage,

            @Schema(description = "認知日時. When the operator itself recognised the event; at most 5 minutes ahead.")
            OffsetDateTime awarenessAt,

            @Schema(description = "発生日時") OffsetDateTime occurredAt,
            @Schema(description = "委託先からの通知日時") OffsetDateTime vendorNotifiedAt,

            @Schema(description = "影響を受けた分野・事業. At most 50; a code that nobody knows goes to triage.")
            List<String> serviceLines,

            @Schema(description = "One line in place of serviceLines.")
            String serviceLine,

            @Schema(description = "特定重要電子計算機への該当", defaultValue = "UNKNOWN")
            Answer onCriticalComputer,

            @Schema(
                    description = "影響を受けた資産. The operator's own numbers of the 特定重要電子計算機 affected; at most 50."
                            + " One that is notified establishes that one is affected; one that is not is taken, and told in the"
                            + " thread.",
                    example = "[\"DCS-01\"]")
            List<String> assets,

            @Schema(description = "原因. Empty is unknown.") List<Cause> cause,
            @Schema(description = "事象の類型") EventClass eventClass,

            @Schema(description = "深刻度 (事業者の見立て)", minimum = "0", maximum = "4")
            Integer severityEstimate,

            @Schema(description = "深刻度の観点別の見立て. The highest is severityEstimate, which may be left out then.")
            Severity severityViewpoints,

            @Schema(description = "サービス維持レベル逸脱の有無") Boolean serviceLevelDeviation,

            @Schema(description = "個人データの漏えい等", defaultValue = "UNKNOWN")
            PersonalData personalData,

            @Schema(description = "都道府県コード (JIS X 0401)", example = "27")
            String prefecture,

            @Schema(description = "共有範囲 (TLP 2.0)", defaultValue = "AMBER")
            Tlp tlp,

            @Schema(description = "同意. None where not stated.")
            Consents consents,

            @Schema(description = "訓練", defaultValue = "false")
            Boolean exercise,

            @Schema(description = "予兆・ヒヤリハット", defaultValue = "false")
            Boolean nearMiss,

            @Schema(description = "国家サイバー統括室への直通連絡", defaultValue = "false")
            Boolean hotline,

            @Schema(description = "漏えい等の内訳. Adds to what was said before, item by item.")
            Breach breach,

            @Schema(description = "重大な事故への該当 (電気通信事業法28条). YES where users and duration reach the threshold.")
            Answer seriousAccident,

            @Schema(description = "ガバメントクラウド又は個人番号関係システムへの影響")
            Boolean governmentCloud,

            @Schema(description = "件名", maxLength = 200) String title,

            @Schema(description = "事象の概要", maxLength = 20_000)
            String summary,

            @Schema(description = "インディケータ. At most 5,000.") List<Indicator> indicators,
            @Schema(description = "様式の個別項目") Map<String, Object> details,

            @Schema(description = "連絡先. Personal data: it never leaves the hub on a topic.")
            Map<String, String> contact,

            @Schema(
                    description =
                            "秘匿の標識. The items of details that are kept back whatever the label, at most 200: read by"
                                    + " the operator and those to whom the report is delivered alone, and what is PERSONAL_DATA in the"
                                    + " hub alone. It binds what was filed before too. A follow-up adds marks; a correction states all"
                                    + " that there are, and so takes one away. To file is no waiver of a privilege.")
            List<Mark> marks)
            implements FilingBody {}

    /** 続報. */
    @Schema(
            name = "FollowUpFiling",
            description = "続報・詳報・最終報. What is left out stands as it was; the thread's label and "
                    + "drill stand as they were opened, and awarenessAt moves no clock.",
            requiredProperties = "stage")
    record FollowUp(
            @Schema(
                    description = "FOLLOW_UP, DETAILED or FINAL",
                    allowableValues = {"FOLLOW_UP", "DETAILED", "FINAL"})
            String stage,

            @Schema(description = "事象の概要", maxLength = 20_000)
            String summary)
            implements FilingBody {}

    /** 補正. */
    @Schema(
            name = "CorrectionFiling",
            description = "補正. Refers to what it corrects and overwrites nothing.",
            requiredProperties = {"corrections", "reason"})
    record Correction(
            @Schema(
                    description =
                            "訂正する項目. Items of a report by name, each with its right value; not stage, tlp, exercise.",
                    example = "{\"onCriticalComputer\": \"NO\"}")
            Map<String, Object> corrections,

            @Schema(description = "理由", maxLength = 2_000, example = "調査の結果、対象外と判明した")
            String reason)
            implements FilingBody {}

    /** 取下げの申出. */
    @Schema(
            name = "WithdrawalFiling",
            description = "取下げの申出. Every competent authority decides on it.",
            requiredProperties = "reason")
    record Withdrawal(
            @Schema(description = "理由", maxLength = 2_000, example = "誤検知と判明した")
            String reason) implements FilingBody {}
}
