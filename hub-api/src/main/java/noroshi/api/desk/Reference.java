package noroshi.api.desk;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.LocalDate;
import java.util.List;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.regime.RegimeCode;
import noroshi.core.regime.Terms.Term;
import noroshi.core.register.OperatorEntry.Kind;
import noroshi.core.sector.Authority;
import noroshi.core.sector.Business;
import noroshi.core.sector.BusinessCode;
import noroshi.core.sector.Office;
import noroshi.core.sector.Sector;
import noroshi.core.sector.SectorCode;
import noroshi.core.sector.Status;
import org.jspecify.annotations.Nullable;

/**
 * 参照データ. What is in force on a day, each row with where it is said and how sure it is.
 *
 * @param on the day, in Asia/Tokyo
 */
public record Reference<T>(
        @Schema(description = "The day, in Asia/Tokyo.", example = "2026-10-01")
        LocalDate on,

        List<T> items) {

    /** 事業者. What other operators may not see of it is left out. */
    @Schema(description = "事業者. What the caller may not see of it is left out.")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record OperatorRow(
            @Schema(example = "wangan-water") String slug,
            @Schema(example = "湾岸市水道局") String name,
            @Schema(example = "LOCAL_GOVERNMENT") @Nullable Kind kind,
            @Schema(example = "7000012050002") @Nullable String corporateNumber,
            @Schema(example = "14") @Nullable String prefecture,
            @Schema(example = "MEXT") @Nullable String supervisingMinistry,
            List<MembershipRow> memberships,
            @Nullable List<DesignationRow> designations,
            @Schema(example = "true") @Nullable Boolean criticalComputer,
            @Schema(example = "false") @Nullable Boolean kafkaDoor,

            @Schema(description = "The change of the register that it stems from.", example = "登録簿 2026-10-01")
            String source,

            @Schema(example = "CONFIRMED") Status status) {}

    /** 所属. */
    @Schema(description = "重要インフラ分野への所属.")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record MembershipRow(
            @Schema(example = "WATER") String sector,
            @Schema(example = "LOCAL_GOV") @Nullable String subSector,
            @Schema(example = "2024-04-01") LocalDate from,
            @Schema(example = "2030-03-31") @Nullable LocalDate to) {}

    /** 指定. */
    @Schema(description = "特定社会基盤事業者の指定.")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record DesignationRow(
            @Schema(example = "KI_WATER") String business,
            @Schema(example = "KI_FIN_BANK") @Nullable String subBusiness,
            @Schema(example = "2024-05-17") LocalDate from,
            @Schema(example = "2030-03-31") @Nullable LocalDate to) {}

    /** 重要インフラ分野. */
    @Schema(description = "重要インフラ分野. A sector or sub-sector as it stands on the day.")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record SectorRow(
            @Schema(example = "WATER") String code,
            @Schema(example = "GOV_ADMIN") @Nullable String parent,
            @Schema(example = "水道") String ja,
            @Schema(example = "Water supply") String en,
            @Schema(example = "MLIT") String ministry,
            @Schema(example = "2024-04-01") LocalDate from,
            @Schema(example = "2030-03-31") @Nullable LocalDate to,
            @Schema(example = "水道行政の移管 2024-04-01") String source,
            @Schema(example = "ASSUMED") Status status) {

        static SectorRow of(Sector row) {
            SectorCode parent = row.parent();
            return new SectorRow(
                    row.code().value(),
                    parent == null ? null : parent.value(),
                    row.ja(),
                    row.en(),
                    row.ministry().value(),
                    row.inForce().from(),
                    row.inForce().to(),
                    row.source(),
                    row.status());
        }
    }

    /** 特定社会基盤事業. */
    @Schema(description = "特定社会基盤事業. A business or sub-business as it stands on the day.")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record BusinessRow(
            @Schema(example = "KI_FIN_BANK") String code,
            @Schema(example = "KI_FINANCE") @Nullable String parent,
            @Schema(example = "銀行業") String ja,
            @Schema(example = "Banking") String en,

            @Schema(description = "The competent ministers, the lead first.", example = "[\"FSA\"]")
            List<String> ministers,

            @Schema(description = "The sectors it overlaps with.", example = "[\"BANKING\"]")
            List<String> sectors,

            @Schema(example = "2024-05-17") LocalDate from,
            @Schema(example = "2030-03-31") @Nullable LocalDate to,
            @Schema(example = "経済安全保障推進法 50条1項") String source,
            @Schema(example = "CONFIRMED") Status status) {

        static BusinessRow of(Business row) {
            BusinessCode parent = row.parent();
            return new BusinessRow(
                    row.code().value(),
                    parent == null ? null : parent.value(),
                    row.ja(),
                    row.en(),
                    row.ministers().stream().map(AuthorityCode::value).toList(),
                    row.sectors().stream().map(SectorCode::value).toList(),
                    row.inForce().from(),
                    row.inForce().to(),
                    row.source(),
                    row.status());
        }
    }

    /** 機関. */
    @Schema(description = "機関. An authority by its name of the day.")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record AuthorityRow(
            @Schema(example = "NCO") String code,
            @Schema(example = "国家サイバー統括室") String ja,

            @Schema(example = "National Cybersecurity Office")
            String en,

            @Schema(example = "2025-07-01") LocalDate from,
            @Schema(example = "2030-03-31") @Nullable LocalDate to,
            @Schema(example = "統一基準群") String source,
            @Schema(example = "CONFIRMED") Status status) {

        static AuthorityRow of(Authority row) {
            return new AuthorityRow(
                    row.code().value(),
                    row.ja(),
                    row.en(),
                    row.inForce().from(),
                    row.inForce().to(),
                    row.source(),
                    row.status());
        }
    }

    /** 地方支分部局. */
    @Schema(description = "地方支分部局. A regional office, for one of the ministries it serves.")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record OfficeRow(
            @Schema(example = "MIC_BUREAU_TOKAI") String code,
            @Schema(example = "MIC") String ministry,
            @Schema(example = "[\"TELECOM\"]") List<String> sectors,

            @Schema(example = "[\"21\", \"22\", \"23\", \"24\"]")
            List<String> prefectures,

            @Schema(example = "2001-01-06") LocalDate from,
            @Schema(example = "2030-03-31") @Nullable LocalDate to,
            @Schema(example = "name: public") String source,
            @Schema(example = "ASSUMED") Status status) {

        static OfficeRow of(Office row) {
            return new OfficeRow(
                    row.code().value(),
                    row.ministry().value(),
                    row.sectors().stream().map(SectorCode::value).toList(),
                    row.prefectures(),
                    row.inForce().from(),
                    row.inForce().to(),
                    row.source(),
                    row.status());
        }
    }

    /** 制度の定め. */
    @Schema(description = "制度の定め. A rule, number or article of a regime as it stands on the day.")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record RuleRow(
            @Schema(example = "CYBER_RESPONSE_ACT") String regime,

            @Schema(description = "The rule's id in its regime.", example = "DETAILED")
            String id,

            @Schema(description = "Its number, as an ISO 8601 period or duration, where it has one.", example = "P30D")
            @Nullable String value,

            @Schema(example = "特定侵害事象等の報告等に関する命令 4条2項") String article,
            @Schema(example = "2026-10-01") LocalDate from,
            @Schema(example = "2030-03-31") @Nullable LocalDate to,
            @Schema(example = "one secondary source") String source,
            @Schema(example = "ASSUMED") Status status) {

        static RuleRow of(RegimeCode regime, Term term) {
            return new RuleRow(
                    regime.value(),
                    term.id(),
                    term.value().isEmpty() ? null : term.value(),
                    term.article(),
                    term.inForce().from(),
                    term.inForce().to(),
                    term.source(),
                    term.status());
        }
    }
}
