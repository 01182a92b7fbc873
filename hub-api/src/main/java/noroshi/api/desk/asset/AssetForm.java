package noroshi.api.desk.asset;

import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import noroshi.api.desk.JsonItems;
import noroshi.api.desk.Unacceptable;
import noroshi.core.Fault;
import noroshi.core.asset.AssetFacts;
import noroshi.core.asset.AssetNumber;
import noroshi.core.asset.AssetParticulars;
import noroshi.core.asset.AssetRules;
import noroshi.core.asset.AssetStatement;
import noroshi.core.register.OperatorEntry;
import noroshi.core.sector.BusinessCode;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** 資産の届出書. All that an operator says of one 特定重要電子計算機; what is left out is not said. */
@Schema(
        description = "資産の届出書. All that an operator says of one 特定重要電子計算機; what is left out is not said.",
        example = AssetForm.EXAMPLE)
record AssetForm(
        @Schema(
                description = "特定社会基盤事業. The business or sub-business it serves, one the operator is designated for.",
                requiredMode = RequiredMode.REQUIRED,
                example = "KI_ELECTRICITY")
        String business,

        @Schema(description = "導入日.", requiredMode = RequiredMode.REQUIRED, example = "2026-11-02")
        LocalDate introducedOn,

        @Schema(description = "使用の終了. The last day of its use; it stays once it is said.", example = "2030-03-31")
        @Nullable LocalDate lastDay,

        @Schema(description = "製品名.", requiredMode = RequiredMode.REQUIRED, maxLength = 200, example = "DCS-9000")
        String product,

        @Schema(description = "製造者名等.", requiredMode = RequiredMode.REQUIRED, maxLength = 200, example = "中部計装")
        String maker,

        @Schema(maxLength = 200, example = "3.2") @Nullable String version,

        @Schema(description = "What it serves.", maxLength = 200, example = "給電指令") @Nullable String purpose,

        @Schema(description = "How many of them.", minimum = "1", example = "2") @Nullable Integer quantity) {

    static final String EXAMPLE = """
            {"business": "KI_ELECTRICITY", "introducedOn": "2026-11-02", "product": "DCS-9000", "maker": "中部計装",
             "version": "3.2", "purpose": "給電指令", "quantity": 2}""";

    /** For a business that can't be read, which is told. */
    private static final BusinessCode STAND_IN = new BusinessCode("KI_UNREAD");

    /**
     * The statement that a body makes.
     *
     * @throws Unacceptable with every fault, of form and of content
     */
    static AssetStatement read(AssetNumber number, JsonNode body, OperatorEntry entry, LocalDate today) {
        var items = JsonItems.of(body, AssetForm.class);
        BusinessCode business = items.value("business", BusinessCode::new, "KI_ で始まるコード", "a code of KI_…");
        LocalDate introducedOn = items.day("introducedOn");
        LocalDate lastDay = items.optionalDay("lastDay");
        String product = items.text("product");
        String maker = items.text("maker");
        String version = items.optionalText("version");
        String purpose = items.optionalText("purpose");
        Integer quantity = items.optionalNumber("quantity");
        // an item that could not be read is told already: one that is sound, or whose fault is passed over, stands in
        var statement = new AssetStatement(
                new AssetFacts(
                        Objects.requireNonNullElse(business, STAND_IN),
                        Objects.requireNonNullElse(introducedOn, LocalDate.EPOCH)),
                lastDay,
                new AssetParticulars(
                        number,
                        Objects.requireNonNullElse(product, "?"),
                        Objects.requireNonNullElse(maker, "?"),
                        version,
                        purpose,
                        quantity));
        List<Fault> faults = AssetRules.faults(statement, entry, today);
        items.add(
                business == null
                        ? faults.stream()
                                .filter(fault -> !fault.item().equals("business"))
                                .toList()
                        : faults);
        items.requireNoFault();
        return statement;
    }
}
