package noroshi.api.view.situation;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import noroshi.api.page.Parameters;
import noroshi.api.view.Asking;
import noroshi.api.view.Views;
import noroshi.core.sharing.Viewer;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** 状況の窓口. */
@RestController
@Tag(name = "situation")
public final class SituationController {

    private final SituationQuery situation;
    private final Views views;

    public SituationController(SituationQuery situation, Views views) {
        this.situation = situation;
        this.views = views;
    }

    @GetMapping("/v1/situation")
    @Operation(
            operationId = "getSituation",
            summary = "状況",
            description = "Counts of threads by sector, severity, region and regime, and of open obligations, as far "
                    + "as the caller may know of them. Withdrawn threads and drills don't count.")
    Situation situation(
            @Parameter(hidden = true) Viewer viewer,
            @Parameter(schema = @Schema(type = "string", format = "date-time"))
                    @RequestParam(required = false)
                    @Nullable String asOf,
            @Parameter(schema = @Schema(type = "integer", format = "int64")) @RequestParam(required = false) @Nullable String atLeast) {
        Asking.require(viewer, Asking.COUNTING);
        var parameters = new Parameters();
        var instant = parameters.instant("asOf", asOf);
        long position = parameters.atLeast(atLeast);
        parameters.require();
        views.reach(SituationProjection.NAME, position);
        return situation.count(viewer, instant);
    }
}
