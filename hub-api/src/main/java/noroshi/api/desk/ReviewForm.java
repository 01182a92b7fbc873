package noroshi.api.desk;

import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import noroshi.core.register.ScopeCommand.ReviewScope;
import noroshi.core.register.ScopeRules;
import noroshi.core.sector.Business;
import noroshi.core.sector.BusinessCode;
import noroshi.core.sector.Scope;
import noroshi.core.sector.Sector;
import noroshi.core.sector.SectorCode;
import noroshi.core.sector.Status;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** 防護範囲の見直し. Rows that shall stand together, in this order: all of them or none. */
@Schema(
        description = "防護範囲の見直し. Rows that shall stand together, in this order: all of them or none.",
        example = ReviewForm.EXAMPLE)
record ReviewForm(
        @Schema(requiredMode = RequiredMode.REQUIRED) List<SectorRowForm> sectors,
        @Schema(requiredMode = RequiredMode.REQUIRED) List<BusinessRowForm> businesses) {

    static final String EXAMPLE = """
            {"sectors": [
              {"code": "CHEMICAL", "ja": "化学", "en": "Chemical industries", "ministry": "METI", "from": "2014-05-19",
               "to": "2027-03-31", "source": "防護範囲の見直し", "status": "CONFIRMED"},
              {"code": "PETROCHEMICAL", "ja": "石油化学", "en": "Petrochemicals", "ministry": "METI", "from": "2027-04-01",
               "source": "防護範囲の見直し", "status": "CONFIRMED"},
              {"code": "FINE_CHEMICAL", "ja": "機能性化学", "en": "Fine chemicals", "ministry": "METI",
               "from": "2027-04-01", "source": "防護範囲の見直し", "status": "CONFIRMED"}],
             "businesses": []}""";

    /** They stand in for a code that can't be read, which is told. */
    private static final SectorCode UNREAD_SECTOR = new SectorCode("UNREAD");

    private static final BusinessCode UNREAD_BUSINESS = new BusinessCode("KI_UNREAD");

    /** 分野の行. */
    @Schema(description = "分野の行. As at `PUT /v1/register/sectors/{code}`, with its code.")
    record SectorRowForm(
            @Schema(requiredMode = RequiredMode.REQUIRED, example = "CHEMICAL")
            String code,

            @Schema(example = "GOV_ADMIN") @Nullable String parent,

            @Schema(requiredMode = RequiredMode.REQUIRED, example = "化学")
            String ja,

            @Schema(requiredMode = RequiredMode.REQUIRED, example = "Chemical industries")
            String en,

            @Schema(requiredMode = RequiredMode.REQUIRED, example = "METI")
            String ministry,

            @Schema(requiredMode = RequiredMode.REQUIRED, example = "2014-05-19")
            LocalDate from,

            @Schema(example = "2027-03-31") @Nullable LocalDate to,

            @Schema(requiredMode = RequiredMode.REQUIRED, example = "防護範囲の見直し")
            String source,

            @Schema(requiredMode = RequiredMode.REQUIRED, example = "CONFIRMED")
            Status status) {}

    /** 事業の行. */
    @Schema(description = "事業の行. As at `PUT /v1/register/businesses/{code}`, with its code.")
    record BusinessRowForm(
            @Schema(requiredMode = RequiredMode.REQUIRED, example = "KI_MEDICAL")
            String code,

            @Schema(example = "KI_FINANCE") @Nullable String parent,

            @Schema(requiredMode = RequiredMode.REQUIRED, example = "医療")
            String ja,

            @Schema(requiredMode = RequiredMode.REQUIRED, example = "Medical services")
            String en,

            @Schema(requiredMode = RequiredMode.REQUIRED, example = "[\"MHLW\"]")
            List<String> ministers,

            @Schema(requiredMode = RequiredMode.REQUIRED, example = "[\"HEALTHCARE\"]")
            List<String> sectors,

            @Schema(requiredMode = RequiredMode.REQUIRED, example = "2027-12-16")
            LocalDate from,

            @Schema(example = "2035-03-31") @Nullable LocalDate to,

            @Schema(requiredMode = RequiredMode.REQUIRED, example = "令和8年法律第38号")
            String source,

            @Schema(requiredMode = RequiredMode.REQUIRED, example = "CONFIRMED")
            Status status) {}

    /**
     * The review that a body asks for.
     *
     * @throws Unacceptable with every fault, of form and of content
     */
    static ReviewScope read(JsonNode body, Scope scope, String by, Instant at) {
        var items = JsonItems.of(body, ReviewForm.class);
        List<Sector> sectors = new ArrayList<>();
        for (JsonItems item : items.objects("sectors", SectorRowForm.class)) {
            SectorCode code = item.value("code", SectorCode::new, "大文字の英数字と _", "A-Z, 0-9 and _");
            Sector row = SectorForm.row(code == null ? UNREAD_SECTOR : code, item, scope);
            sectors.add(row);
        }
        List<Business> businesses = new ArrayList<>();
        for (JsonItems item : items.objects("businesses", BusinessRowForm.class)) {
            BusinessCode code = item.value("code", BusinessCode::new, "KI_ で始まるコード", "a code of KI_…");
            businesses.add(BusinessForm.row(code == null ? UNREAD_BUSINESS : code, item, scope));
        }
        items.add(ScopeRules.faults(sectors, businesses, scope));
        items.requireNoFault();
        return new ReviewScope(sectors, businesses, by, at);
    }
}
