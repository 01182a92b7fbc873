package noroshi.api.view.timeline;

import static noroshi.api.view.Asking.OFFICERS;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import noroshi.api.page.Cursor;
import noroshi.api.page.Page;
import noroshi.api.page.Parameters;
import noroshi.api.view.Asking;
import noroshi.api.view.Views;
import noroshi.api.view.timeline.TimelineQuery.Filter;
import noroshi.core.sharing.Viewer;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
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
                    + "caller may see it. Of a thread that it may know of and not read, an entry tells the day, no "
                    + "other authority, and a sector only where at least three registered operators could be meant; "
                    + "by what is not told it is not found.")
    Page<TimelineEntry> timeline(
            @Parameter(hidden = true) Viewer viewer,
            @ParameterObject TimelineAsked asked,
            @Parameter(schema = @Schema(type = "string", format = "date-time"))
                    @RequestParam(required = false)
                    @Nullable String from,
            @Parameter(schema = @Schema(type = "string", format = "date-time"))
                    @RequestParam(required = false)
                    @Nullable String to,
            @Parameter(schema = @Schema(type = "string", format = "date-time"))
                    @RequestParam(required = false)
                    @Nullable String asOf) {
        Asking.require(viewer, OFFICERS);
        var parameters = new Parameters();
        Filter filter = asked.filter(
                parameters,
                parameters.instant("from", from),
                parameters.instant("to", to),
                parameters.instant("asOf", asOf));
        Cursor after = parameters.cursorOfPosition(asked.cursor());
        int size = parameters.limit(asked.limit());
        long position = parameters.atLeast(asked.atLeast());
        parameters.require();
        views.reach(TimelineProjection.NAME, position);
        if (filter.campaign() != null) {
            views.reach(CAMPAIGNS, position);
        }
        return timeline.page(viewer, filter, after, size);
    }
}
