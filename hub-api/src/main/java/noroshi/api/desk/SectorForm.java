package noroshi.api.desk;

import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.time.LocalDate;
import java.util.Objects;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.register.ScopeRules;
import noroshi.core.sector.Scope;
import noroshi.core.sector.Sector;
import noroshi.core.sector.SectorCode;
import noroshi.core.sector.Status;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** 分野の見直し. A row of a sector or sub-sector, new or in place of the one of the same first day. */
@Schema(
        description = "分野の見直し. A row of a sector or sub-sector, new or in place of the one of the same first day.",
        example = SectorForm.EXAMPLE)
record SectorForm(
        @Schema(
                description = "The sector it is a sub-sector of; left out, it stays what it was.",
                example = "GOV_ADMIN")
        @Nullable String parent,

        @Schema(requiredMode = RequiredMode.REQUIRED, example = "郵便")
        String ja,

        @Schema(requiredMode = RequiredMode.REQUIRED, example = "Postal services")
        String en,

        @Schema(description = "所管省庁.", requiredMode = RequiredMode.REQUIRED, example = "MIC")
        String ministry,

        @Schema(description = "The first day.", requiredMode = RequiredMode.REQUIRED, example = "2026-10-01")
        LocalDate from,

        @Schema(description = "The last day.", example = "2030-03-31") @Nullable LocalDate to,

        @Schema(description = "Where it is said.", requiredMode = RequiredMode.REQUIRED, example = "重要インフラ統一基準")
        String source,

        @Schema(requiredMode = RequiredMode.REQUIRED, example = "CONFIRMED")
        Status status) {

    static final String EXAMPLE = """
            {"ja": "郵便", "en": "Postal services", "ministry": "MIC", "from": "2026-10-01",
             "source": "重要インフラ統一基準", "status": "CONFIRMED"}""";

    /** An authority that is always known. */
    private static final AuthorityCode STAND_IN = AuthorityCode.NCO;

    /**
     * The row that a body asks for.
     *
     * @throws Unacceptable with every fault, of form and of content
     */
    static Sector read(SectorCode code, JsonNode body, Scope scope) {
        var items = JsonItems.of(body, SectorForm.class);
        Sector row = row(code, items, scope);
        items.add(ScopeRules.faults(row, scope));
        items.requireNoFault();
        return row;
    }

    /** The row of one object; where an item can't be read, which is told, a sound one stands in for it. */
    static Sector row(SectorCode code, JsonItems items, Scope scope) {
        SectorCode parent = items.optionalValue("parent", SectorCode::new, "分野コード", "the code of a sector");
        String ja = items.text("ja");
        String en = items.text("en");
        AuthorityCode ministry =
                items.value("ministry", AuthorityCode::new, "登録された機関コード", "the code of a known authority");
        var period = items.period();
        String source = items.text("source");
        Status status = items.choice("status", Status.class);
        return new Sector(
                code,
                parent == null ? parentSoFar(code, scope) : parent,
                Objects.requireNonNullElse(ja, "?"),
                Objects.requireNonNullElse(en, "?"),
                Objects.requireNonNullElse(ministry, STAND_IN),
                period,
                Objects.requireNonNullElse(status, Status.ASSUMED),
                Objects.requireNonNullElse(source, "?"));
    }

    private static @Nullable SectorCode parentSoFar(SectorCode code, Scope scope) {
        for (Sector row : scope.sectors()) {
            if (row.code().equals(code)) {
                return row.parent();
            }
        }
        return null;
    }
}
