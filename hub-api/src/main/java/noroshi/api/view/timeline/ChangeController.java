package noroshi.api.view.timeline;

import static noroshi.api.view.Asking.OFFICERS;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
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

/** 差分の窓口. */
@RestController
@Tag(name = "timeline")
public final class ChangeController {

    private final ChangeQuery changes;
    private final Views views;

    public ChangeController(ChangeQuery changes, Views views) {
        this.changes = changes;
        this.views = views;
    }

    @GetMapping("/v1/timeline/changes")
    @Operation(
            operationId = "getTimelineChanges",
            summary = "時系列の差分",
            description = "What stands otherwise in the timeline as of `to` than as of `from`: entries that appeared,"
                    + " changed or are gone, each as it stood and as it stands. Applied to the timeline as of `from`"
                    + " it gives the one as of `to`. Today's rights apply to both: what the caller may read no more is"
                    + " in neither.")
    Page<TimelineChange> changes(
            @Parameter(hidden = true) Viewer viewer,
            @Parameter(
                            required = true,
                            description = "What was known at this instant is compared",
                            schema = @Schema(type = "string", format = "date-time"))
                    @RequestParam(required = false)
                    @Nullable String from,
            @Parameter(
                            description = "with what was known at this one; with what is known now, if it is absent.",
                            schema = @Schema(type = "string", format = "date-time"))
                    @RequestParam(required = false)
                    @Nullable String to,
            @ParameterObject TimelineAsked asked) {
        Asking.require(viewer, OFFICERS);
        var parameters = new Parameters();
        Instant later = parameters.instant("to", to);
        Instant earlier = parameters.instantUntil("from", from, later);
        Filter filter = asked.filter(parameters, null, null, later);
        Cursor after = parameters.cursorOfPosition(asked.cursor());
        int size = parameters.limit(asked.limit());
        long position = parameters.atLeast(asked.atLeast());
        parameters.require();
        views.reach(TimelineProjection.NAME, position);
        if (filter.campaign() != null) {
            views.reach(TimelineController.CAMPAIGNS, position);
        }
        return changes.page(viewer, filter, earlier, after, size);
    }
}
