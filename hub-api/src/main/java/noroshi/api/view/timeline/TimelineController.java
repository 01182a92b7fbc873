package noroshi.api.view.timeline;

import static noroshi.api.view.Asking.OFFICERS;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import noroshi.api.page.Page;
import noroshi.api.page.Parameters;
import noroshi.api.view.Asking;
import noroshi.api.view.Views;
import noroshi.api.view.timeline.TimelineQuery.Filter;
import noroshi.api.view.timeline.TimelineQuery.Order;
import noroshi.core.sharing.Viewer;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** 時系列の窓口. */
@RestController
@Tag(name = "timeline")
public final class TimelineController {

    /** The view that says which threads a campaign holds. */
    static final String CAMPAIGNS = "campaign";

    private final TimelineQuery timeline;
    private final Views views;

    public TimelineController(TimelineQuery timeline, Views views) {
        this.timeline = timeline;
        this.views = views;
    }

    @GetMapping("/v1/timeline")
    @Operation(
            operationId = "getTimeline",
            summary = "時系列",
            description = "The national timeline: an entry for each event, by the time it occurred, as far as the "
                    + "caller may see it.")
    Page<TimelineEntry> timeline(
            @Parameter(hidden = true) Viewer viewer,
            @RequestParam(required = false) @Nullable String sector,
            @RequestParam(required = false) @Nullable String ministry,
            @RequestParam(required = false) @Nullable String operator,
            @RequestParam(required = false) @Nullable String campaign,
            @RequestParam(required = false) @Nullable String regime,
            @Parameter(schema = @Schema(type = "integer", minimum = "0", maximum = "4"))
                    @RequestParam(required = false)
                    @Nullable String severity,
            @Parameter(schema = @Schema(type = "integer", minimum = "0", maximum = "4"))
                    @RequestParam(required = false)
                    @Nullable String officialSeverity,
            @Parameter(schema = @Schema(type = "string", format = "date-time"))
                    @RequestParam(required = false)
                    @Nullable String from,
            @Parameter(schema = @Schema(type = "string", format = "date-time"))
                    @RequestParam(required = false)
                    @Nullable String to,
            @Parameter(schema = @Schema(type = "string", format = "date-time"))
                    @RequestParam(required = false)
                    @Nullable String asOf,
            @RequestParam(required = false) @Nullable String q,
            @Parameter(schema = @Schema(type = "boolean", defaultValue = "false"))
                    @RequestParam(required = false)
                    @Nullable String exercise,
            @Parameter(
                            schema =
                                    @Schema(
                                            type = "string",
                                            allowableValues = {"asc", "desc"},
                                            defaultValue = "desc"))
                    @RequestParam(required = false)
                    @Nullable String order,
            @RequestParam(required = false) @Nullable String cursor,
            @Parameter(schema = @Schema(type = "integer", minimum = "1", maximum = "500", defaultValue = "50"))
                    @RequestParam(required = false)
                    @Nullable String limit,
            @Parameter(schema = @Schema(type = "integer", format = "int64")) @RequestParam(required = false) @Nullable String atLeast) {
        Asking.require(viewer, OFFICERS);
        var parameters = new Parameters();
        Long estimated = parameters.number("severity", severity, 0, 4);
        Long official = parameters.number("officialSeverity", officialSeverity, 0, 4);
        Order chosen = parameters.choice("order", order, Order.class);
        var filter = new Filter(
                parameters.code("sector", sector),
                parameters.code("ministry", ministry),
                parameters.code("operator", operator),
                parameters.code("campaign", campaign),
                parameters.code("regime", regime),
                estimated == null ? null : estimated.intValue(),
                official == null ? null : official.intValue(),
                parameters.instant("from", from),
                parameters.instant("to", to),
                parameters.instant("asOf", asOf),
                parameters.text("q", q),
                parameters.flag("exercise", exercise, false),
                chosen == null ? Order.DESC : chosen);
        var after = parameters.cursorOfPosition(cursor);
        int size = parameters.limit(limit);
        long position = parameters.atLeast(atLeast);
        parameters.require();
        views.reach(TimelineProjection.NAME, position);
        if (filter.campaign() != null) {
            views.reach(CAMPAIGNS, position);
        }
        return timeline.page(viewer, filter, after, size);
    }
}
