package noroshi.api.view.obligation;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import noroshi.api.page.Page;
import noroshi.api.page.Parameters;
import noroshi.api.view.Asking;
import noroshi.api.view.ObligationItem;
import noroshi.api.view.Views;
import noroshi.api.view.obligation.ObligationQuery.By;
import noroshi.api.view.obligation.ObligationQuery.Filter;
import noroshi.core.obligation.Obligation.Standing;
import noroshi.core.sharing.Viewer;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** 義務の窓口. */
@RestController
@Tag(name = "obligations")
public final class ObligationController {

    private final ObligationQuery obligations;
    private final Views views;

    public ObligationController(ObligationQuery obligations, Views views) {
        this.obligations = obligations;
        this.views = views;
    }

    @GetMapping("/v1/obligations")
    @Operation(
            operationId = "listObligations",
            summary = "義務の一覧",
            description =
                    "Duties to report, and to notify 特定重要電子計算機 (type ASSET_NOTIFICATION, without a thread), the one "
                            + "due first first, as they stand now: an operator's own, or those the caller's authority may see.")
    Page<ObligationItem> obligations(
            @Parameter(hidden = true) Viewer viewer,
            @Parameter(schema = @Schema(implementation = Standing.class)) @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String ministry,
            @RequestParam(required = false) @Nullable String operator,
            @RequestParam(required = false) @Nullable String regime,
            @Parameter(schema = @Schema(type = "string", format = "date-time"))
                    @RequestParam(required = false)
                    @Nullable String dueFrom,
            @Parameter(schema = @Schema(type = "string", format = "date-time"))
                    @RequestParam(required = false)
                    @Nullable String dueTo,
            @Parameter(schema = @Schema(type = "boolean", defaultValue = "false"))
                    @RequestParam(required = false)
                    @Nullable String approaching,
            @RequestParam(required = false) @Nullable String cursor,
            @Parameter(schema = @Schema(type = "integer", minimum = "1", maximum = "500", defaultValue = "50"))
                    @RequestParam(required = false)
                    @Nullable String limit,
            @Parameter(schema = @Schema(type = "integer", format = "int64")) @RequestParam(required = false) @Nullable String atLeast) {
        Asking.require(viewer, Asking.CONCERNED);
        var parameters = new Parameters();
        var filter = new Filter(
                parameters.choice("state", state, Standing.class),
                parameters.code("ministry", ministry),
                parameters.code("operator", operator),
                parameters.code("regime", regime),
                parameters.instant("dueFrom", dueFrom),
                parameters.instant("dueTo", dueTo),
                parameters.flag("approaching", approaching, false));
        var after = parameters.cursorOfId(cursor);
        int size = parameters.limit(limit);
        long position = parameters.atLeast(atLeast);
        parameters.require();
        views.reach(ObligationProjection.NAME, position);
        return obligations.page(viewer, filter, after, size);
    }

    @GetMapping("/v1/obligations/sheet")
    @Operation(
            operationId = "deadlineSheet",
            summary = "期限表",
            description = "The obligations that the caller may see, counted by authority, operator or regime: what is "
                    + "missed and what falls due next first.")
    DeadlineSheet sheet(
            @Parameter(hidden = true) Viewer viewer,
            @Parameter(schema = @Schema(implementation = By.class, defaultValue = "MINISTRY"))
                    @RequestParam(required = false)
                    @Nullable String by,
            @RequestParam(required = false) @Nullable String ministry,
            @RequestParam(required = false) @Nullable String operator,
            @RequestParam(required = false) @Nullable String regime,
            @Parameter(schema = @Schema(type = "string", format = "date-time"))
                    @RequestParam(required = false)
                    @Nullable String dueFrom,
            @Parameter(schema = @Schema(type = "string", format = "date-time"))
                    @RequestParam(required = false)
                    @Nullable String dueTo,
            @Parameter(schema = @Schema(type = "integer", minimum = "1", maximum = "500", defaultValue = "50"))
                    @RequestParam(required = false)
                    @Nullable String limit,
            @Parameter(schema = @Schema(type = "integer", format = "int64")) @RequestParam(required = false) @Nullable String atLeast) {
        Asking.require(viewer, Asking.CONCERNED);
        var parameters = new Parameters();
        By chosen = parameters.choice("by", by, By.class);
        var filter = new Filter(
                null,
                parameters.code("ministry", ministry),
                parameters.code("operator", operator),
                parameters.code("regime", regime),
                parameters.instant("dueFrom", dueFrom),
                parameters.instant("dueTo", dueTo),
                false);
        int lines = parameters.limit(limit);
        long position = parameters.atLeast(atLeast);
        parameters.require();
        views.reach(ObligationProjection.NAME, position);
        return obligations.sheet(viewer, filter, chosen == null ? By.MINISTRY : chosen, lines);
    }
}
