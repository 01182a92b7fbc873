package noroshi.api.desk;

import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.register.CorporateNumber;
import noroshi.core.register.Designation;
import noroshi.core.register.EntryRules;
import noroshi.core.register.Membership;
import noroshi.core.register.OperatorEntry;
import noroshi.core.register.OperatorEntry.Kind;
import noroshi.core.register.OperatorSlug;
import noroshi.core.sector.BusinessCode;
import noroshi.core.sector.Scope;
import noroshi.core.sector.SectorCode;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** 事業者の登録申請. All that the register shall say of an operator; what is left out is not so. */
@Schema(
        description = "事業者の登録申請. All that the register shall say of an operator; what is left out is not so.",
        example = OperatorForm.EXAMPLE)
public record OperatorForm(
        @Schema(requiredMode = RequiredMode.REQUIRED, example = "湾岸市水道局")
        String name,

        @Schema(requiredMode = RequiredMode.REQUIRED, example = "LOCAL_GOVERNMENT")
        Kind kind,

        @Schema(description = "法人番号. 13 digits, the first of them the check digit.", example = "7000012050002")
        @Nullable String corporateNumber,

        @Schema(description = "都道府県コード (JIS X 0401), 01 to 47.", requiredMode = RequiredMode.REQUIRED, example = "14")
        String prefecture,

        @Schema(description = "The ministry that supervises an independent administrative agency.", example = "MEXT")
        @Nullable String supervisingMinistry,

        @Schema(requiredMode = RequiredMode.REQUIRED) List<MembershipForm> memberships,
        @Schema(requiredMode = RequiredMode.REQUIRED) List<DesignationForm> designations,

        @Schema(
                description = "Whether it uses at least one 特定重要電子計算機.",
                requiredMode = RequiredMode.REQUIRED,
                example = "true")
        boolean criticalComputer,

        @Schema(description = "Whether it has an intake topic of its own; false if left out.", example = "false")
        @Nullable Boolean kafkaDoor) {

    static final String EXAMPLE = """
            {"name": "湾岸市水道局", "kind": "LOCAL_GOVERNMENT", "prefecture": "14",
             "memberships": [{"sector": "WATER"}, {"sector": "GOV_ADMIN", "subSector": "LOCAL_GOV"}],
             "designations": [{"business": "KI_WATER", "from": "2024-05-17"}], "criticalComputer": true}""";

    /** 所属. */
    @Schema(description = "重要インフラ分野への所属. Without a first day it begins with the sector itself.")
    public record MembershipForm(
            @Schema(requiredMode = RequiredMode.REQUIRED, example = "WATER")
            String sector,

            @Schema(example = "LOCAL_GOV") @Nullable String subSector,
            @Schema(example = "2024-04-01") @Nullable LocalDate from,

            @Schema(description = "The last day.", example = "2030-03-31") @Nullable LocalDate to) {}

    /** 指定. */
    @Schema(description = "特定社会基盤事業者の指定 (経済安全保障推進法 50条1項).")
    public record DesignationForm(
            @Schema(requiredMode = RequiredMode.REQUIRED, example = "KI_WATER")
            String business,

            @Schema(example = "KI_FIN_BANK") @Nullable String subBusiness,

            @Schema(
                    description = "The day of designation.",
                    requiredMode = RequiredMode.REQUIRED,
                    example = "2024-05-17")
            LocalDate from,

            @Schema(description = "The last day before revocation.", example = "2030-03-31") @Nullable LocalDate to) {}

    /**
     * The entry that a body asks for.
     *
     * @throws Unacceptable with every fault, of form and of content
     */
    public static OperatorEntry read(OperatorSlug slug, JsonNode body, Scope scope) {
        var items = JsonItems.of(body, OperatorForm.class);
        String name = items.text("name");
        Kind kind = items.choice("kind", Kind.class);
        CorporateNumber number = items.optionalValue("corporateNumber", CorporateNumber::new, "13桁の数字", "13 digits");
        String prefecture = items.text("prefecture");
        AuthorityCode ministry = items.optionalValue(
                "supervisingMinistry", AuthorityCode::new, "登録された機関コード", "the code of a known authority");
        List<Membership> memberships = memberships(items, scope);
        List<Designation> designations = designations(items, scope);
        Boolean criticalComputer = items.flag("criticalComputer");
        boolean kafkaDoor = items.optionalFlag("kafkaDoor");
        // an item that could not be read is told already, so a sound one stands in for it
        var entry = new OperatorEntry(
                slug,
                Objects.requireNonNullElse(name, "?"),
                Objects.requireNonNullElse(kind, slug.isOfCeptoar() ? Kind.CEPTOAR : Kind.COMPANY),
                number,
                Objects.requireNonNullElse(prefecture, "01"),
                ministry,
                memberships,
                designations,
                Boolean.TRUE.equals(criticalComputer),
                kafkaDoor);
        // memberships and designations were checked one by one, each under its own place
        items.add(EntryRules.faultsAsAWhole(entry, scope));
        items.requireNoFault();
        return entry;
    }

    private static List<Membership> memberships(JsonItems items, Scope scope) {
        List<Membership> memberships = new ArrayList<>();
        for (JsonItems item : items.objects("memberships", MembershipForm.class)) {
            SectorCode sector = item.value("sector", SectorCode::new, "分野コード", "the code of a sector");
            SectorCode subSector = item.optionalValue("subSector", SectorCode::new, "分野コード", "the code of a sector");
            LocalDate from = item.optionalDay("from");
            LocalDate to = item.optionalDay("to");
            if (sector != null) {
                var membership = new Membership(sector, subSector, from, to);
                items.add(EntryRules.faults(membership, item.path(), scope));
                memberships.add(membership);
            }
        }
        return memberships;
    }

    private static List<Designation> designations(JsonItems items, Scope scope) {
        List<Designation> designations = new ArrayList<>();
        for (JsonItems item : items.objects("designations", DesignationForm.class)) {
            BusinessCode business = item.value("business", BusinessCode::new, "KI_ で始まるコード", "a code of KI_…");
            BusinessCode subBusiness =
                    item.optionalValue("subBusiness", BusinessCode::new, "KI_ で始まるコード", "a code of KI_…");
            LocalDate from = item.day("from");
            LocalDate to = item.optionalDay("to");
            if (business != null) {
                var designation =
                        new Designation(business, subBusiness, Objects.requireNonNullElse(from, LocalDate.MIN), to);
                items.add(EntryRules.faults(designation, item.path(), scope));
                designations.add(designation);
            }
        }
        return designations;
    }
}
