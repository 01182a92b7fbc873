package noroshi.api.desk.asset;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import noroshi.api.desk.Dispatch;
import noroshi.api.desk.Progress;
import noroshi.api.desk.Reached;
import noroshi.api.desk.Reference;
import noroshi.api.desk.Register;
import noroshi.api.desk.Register.Registered;
import noroshi.api.desk.RegisterProjection;
import noroshi.api.desk.Unacceptable;
import noroshi.api.desk.asset.AssetRegister.Filter;
import noroshi.api.page.Page;
import noroshi.api.page.Parameters;
import noroshi.core.Fault;
import noroshi.core.Reason;
import noroshi.core.asset.AssetCommand.NotifyAsset;
import noroshi.core.asset.AssetCommand.RecordAssetReceipt;
import noroshi.core.asset.AssetNumber;
import noroshi.core.asset.AssetRules;
import noroshi.core.deadline.Tokyo;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.register.Designation;
import noroshi.core.register.OperatorEntry;
import noroshi.core.register.OperatorSlug;
import noroshi.core.sector.Scope;
import noroshi.core.sharing.Viewer;
import noroshi.web.NotFound;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** 資産届出の窓口 (サイバー対処能力強化法 art. 4). Where operators notify their 特定重要電子計算機 and ministers receive that. */
@RestController
@RequestMapping("/v1/register")
@Tag(name = "register")
public final class AssetDesk {

    private final AssetRegister assets;
    private final Register register;
    private final Dispatch dispatch;
    private final Progress progress;
    private final InstantSource clock;

    public AssetDesk(
            AssetRegister assets, Register register, Dispatch dispatch, Progress progress, InstantSource clock) {
        this.assets = assets;
        this.register = register;
        this.dispatch = dispatch;
        this.progress = progress;
        this.clock = clock;
    }

    @PutMapping("/operators/{slug}/assets/{number}")
    @Operation(
            operationId = "notifyAsset",
            summary = "特定重要電子計算機を届け出る",
            description =
                    "Notifies an asset of the caller's own: the first time, a change, or with `lastDay` the end of"
                            + " its use. The same again changes nothing. It discharges no duty before the competent minister"
                            + " has recorded the receipt.")
    Reached notify(
            @PathVariable String slug,
            @PathVariable String number,
            @Schema(implementation = AssetForm.class) @RequestBody JsonNode body,
            Viewer viewer) {
        if (!viewer.organisation().equals(slug)) {
            throw new NotFound("operator " + slug);
        }
        OperatorEntry entry = register.entry(slug).orElseThrow(() -> new NotFound("operator " + slug));
        var statement = AssetForm.read(number(number), body, entry, Tokyo.dayOf(clock.instant()));
        return shown(dispatch.to(
                "operator",
                slug,
                new NotifyAsset(entry.slug(), statement, viewer.identity(), clock.instant()),
                viewer.identity()));
    }

    @PostMapping("/operators/{slug}/assets/{number}/receipt")
    @Operation(
            operationId = "recordAssetReceipt",
            summary = "資産の届出を受領する",
            description = "Records that a competent minister has received the notification as it stands; only this"
                    + " discharges the duty. The same again changes nothing.")
    Reached receive(@PathVariable String slug, @PathVariable String number, Viewer viewer) {
        LocalDate today = Tokyo.dayOf(clock.instant());
        OperatorSlug operator = register.entry(slug)
                .orElseThrow(() -> new NotFound("operator " + slug))
                .slug();
        AssetNumber asset = number(number);
        if (assets.asset(viewer, register.scope(), today, operator, asset).isEmpty()) {
            throw new NotFound("asset " + number);
        }
        return shown(dispatch.to(
                "operator",
                slug,
                new RecordAssetReceipt(
                        operator, asset, new AuthorityCode(viewer.organisation()), viewer.identity(), clock.instant()),
                viewer.identity()));
    }

    @GetMapping("/assets")
    @Operation(
            operationId = "listAssets",
            summary = "届出済の特定重要電子計算機",
            description = "The notified assets that the caller may see, in the order of their first notification: an"
                    + " operator its own, a ministry those of the businesses it is competent for, the Prime Minister"
                    + " and the national office all.")
    Page<AssetRow> assets(
            @RequestParam(required = false) @Nullable String operator,
            @Parameter(description = "特定社会基盤事業. The business they serve.", example = "KI_ELECTRICITY")
                    @RequestParam(required = false)
                    @Nullable String business,
            @Parameter(description = "Assets in use on this day.", example = "2026-11-10")
                    @RequestParam(required = false)
                    @DateTimeFormat(iso = DateTimeFormat.ISO.DATE)
                    @Nullable LocalDate on,
            @RequestParam(required = false) @Nullable String cursor,
            @Parameter(schema = @Schema(type = "integer", minimum = "1", maximum = "500", defaultValue = "50"))
                    @RequestParam(required = false)
                    @Nullable String limit,
            @RequestParam(required = false) @Nullable Long atLeast,
            Viewer viewer) {
        var parameters = new Parameters();
        var filter = new Filter(parameters.code("operator", operator), parameters.code("business", business), on);
        var after = parameters.cursorOfId(cursor);
        int size = parameters.limit(limit);
        parameters.require();
        progress.reach(AssetProjection.NAME, atLeast);
        return assets.page(viewer, register.scope(), Tokyo.dayOf(clock.instant()), filter, after, size);
    }

    @GetMapping("/asset-duties")
    @Operation(
            operationId = "listAssetDuties",
            summary = "現に使用する資産の届出期限",
            description =
                    "Until when each designated operator that uses a 特定重要電子計算機 notifies what it uses on the day"
                            + " of its designation, and whether it has begun to. The caller sees what it may see of the assets.")
    Reference<AssetDutyRow> duties(@RequestParam(required = false) @Nullable Long atLeast, Viewer viewer) {
        progress.reach(AssetProjection.NAME, atLeast);
        progress.reach(RegisterProjection.NAME, atLeast);
        LocalDate today = Tokyo.dayOf(clock.instant());
        Scope scope = register.scope();
        return new Reference<>(
                today,
                register.operators().stream()
                        .map(Registered::entry)
                        .filter(OperatorEntry::criticalComputer)
                        .flatMap(entry -> duties(entry, scope, today, viewer))
                        .toList());
    }

    private Stream<AssetDutyRow> duties(OperatorEntry entry, Scope scope, LocalDate today, Viewer viewer) {
        List<Designation> seen = entry.designations().stream()
                .filter(designation -> designation.isInForceOn(today) && sees(viewer, entry, designation, scope, today))
                .toList();
        if (seen.isEmpty()) {
            return Stream.empty();
        }
        Map<String, Long> counts = assets.counts(entry.slug());
        return seen.stream()
                .map(designation -> AssetDutyRow.of(
                        entry,
                        designation,
                        counts.getOrDefault(designation.narrowest().value(), 0L)
                                + (designation.subBusiness() == null
                                        ? 0
                                        : counts.getOrDefault(
                                                designation.business().value(), 0L)),
                        clock.instant()));
    }

    private static boolean sees(
            Viewer viewer, OperatorEntry entry, Designation designation, Scope scope, LocalDate today) {
        return switch (viewer.role()) {
            case NCO, PM_CAO -> true;
            case OPERATOR -> viewer.organisation().equals(entry.slug().value());
            case MINISTRY ->
                AssetRules.ministers(scope, designation.narrowest(), today).stream()
                        .anyMatch(minister -> minister.value().equals(viewer.organisation()));
            case CEPTOAR, COUNCIL, PPC, POLICE, HQ, AUDITOR, ADMIN -> false;
        };
    }

    /** What was recorded, once it is seen here. */
    private Reached shown(Reached reached) {
        progress.require(AssetProjection.NAME, reached.position());
        return reached;
    }

    private static AssetNumber number(String text) {
        try {
            return new AssetNumber(text);
        } catch (IllegalArgumentException e) {
            throw new Unacceptable(List.of(Fault.of(
                    Reason.INVALID,
                    "number",
                    text,
                    "英数字で始まる英数字と . _ - の64字以内",
                    "64 of A-Z, a-z, 0-9 and . _ - at most, the first a letter or digit")));
        }
    }
}
