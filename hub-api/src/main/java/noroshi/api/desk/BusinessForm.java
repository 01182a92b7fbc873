package noroshi.api.desk;

import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.register.ScopeRules;
import noroshi.core.sector.Business;
import noroshi.core.sector.BusinessCode;
import noroshi.core.sector.Scope;
import noroshi.core.sector.SectorCode;
import noroshi.core.sector.Status;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** 事業の見直し. A row of a business or sub-business, new or in place of the one of the same first day. */
@Schema(
        description = "事業の見直し. A row of a business or sub-business, new or in place of the one of the same first day.",
        example = BusinessForm.EXAMPLE)
record BusinessForm(
        @Schema(
                description = "The business it is a sub-business of; left out, it stays what it was.",
                example = "KI_FINANCE")
        @Nullable String parent,

        @Schema(requiredMode = RequiredMode.REQUIRED, example = "医療")
        String ja,

        @Schema(requiredMode = RequiredMode.REQUIRED, example = "Medical services")
        String en,

        @Schema(description = "所管大臣, the lead first.", requiredMode = RequiredMode.REQUIRED, example = "[\"MHLW\"]")
        List<String> ministers,

        @Schema(
                description = "The sectors of the Action Plan that it overlaps with; may be empty.",
                requiredMode = RequiredMode.REQUIRED,
                example = "[\"HEALTHCARE\"]")
        List<String> sectors,

        @Schema(description = "The first day.", requiredMode = RequiredMode.REQUIRED, example = "2027-12-16")
        LocalDate from,

        @Schema(description = "The last day.", example = "2035-03-31") @Nullable LocalDate to,

        @Schema(description = "Where it is said.", requiredMode = RequiredMode.REQUIRED, example = "令和8年法律第38号")
        String source,

        @Schema(requiredMode = RequiredMode.REQUIRED, example = "CONFIRMED")
        Status status) {

    static final String EXAMPLE = """
            {"ja": "医療", "en": "Medical services", "ministers": ["MHLW"], "sectors": ["HEALTHCARE"],
             "from": "2027-12-16", "source": "令和8年法律第38号", "status": "CONFIRMED"}""";

    /**
     * The row that a body asks for.
     *
     * @throws Unacceptable with every fault, of form and of content
     */
    static Business read(BusinessCode code, JsonNode body, Scope scope) {
        var items = JsonItems.of(body, BusinessForm.class);
        Business row = row(code, items, scope);
        items.add(ScopeRules.faults(row, scope));
        items.requireNoFault();
        return row;
    }

    /** The row of one object; where an item can't be read, which is told, a sound one stands in for it. */
    static Business row(BusinessCode code, JsonItems items, Scope scope) {
        BusinessCode parent = items.optionalValue("parent", BusinessCode::new, "KI_ で始まるコード", "a code of KI_…");
        String ja = items.text("ja");
        String en = items.text("en");
        List<AuthorityCode> ministers =
                items.values("ministers", AuthorityCode::new, "登録された機関コード", "the code of a known authority");
        List<SectorCode> sectors = items.values("sectors", SectorCode::new, "分野コード", "the code of a sector");
        var period = items.period();
        String source = items.text("source");
        Status status = items.choice("status", Status.class);
        return new Business(
                code,
                parent == null ? parentSoFar(code, scope) : parent,
                Objects.requireNonNullElse(ja, "?"),
                Objects.requireNonNullElse(en, "?"),
                // that it is empty is a fault only where it was read so
                Objects.requireNonNullElse(ministers, List.of(AuthorityCode.NCO)),
                Objects.requireNonNullElse(sectors, List.of()),
                period,
                Objects.requireNonNullElse(status, Status.ASSUMED),
                Objects.requireNonNullElse(source, "?"));
    }

    private static @Nullable BusinessCode parentSoFar(BusinessCode code, Scope scope) {
        for (Business row : scope.businesses()) {
            if (row.code().equals(code)) {
                return row.parent();
            }
        }
        return null;
    }
}
