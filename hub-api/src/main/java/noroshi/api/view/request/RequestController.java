package noroshi.api.view.request;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import noroshi.api.page.Page;
import noroshi.api.page.Parameters;
import noroshi.api.view.Asking;
import noroshi.api.view.Views;
import noroshi.api.view.request.RequestQuery.Filter;
import noroshi.api.view.request.RequestQuery.Status;
import noroshi.core.request.RequestId;
import noroshi.core.sharing.Viewer;
import noroshi.web.NotFound;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** 要請の閲覧窓口. */
@RestController
@Tag(name = "requests")
public final class RequestController {

    private final RequestQuery requests;
    private final Views views;

    public RequestController(RequestQuery requests, Views views) {
        this.requests = requests;
        this.views = views;
    }

    @GetMapping("/v1/requests")
    @Operation(
            operationId = "listRequests",
            summary = "要請の一覧",
            description =
                    "The requests that the caller may read, the latest first: the national office all; an addressee"
                            + " what it is asked, with its own part alone; an operator what was passed on to it.")
    Page<RequestItem> requests(
            @Parameter(hidden = true) Viewer viewer,
            @Parameter(schema = @Schema(implementation = Status.class)) @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String ministry,
            @Parameter(schema = @Schema(type = "boolean", defaultValue = "false"))
                    @RequestParam(required = false)
                    @Nullable String exercise,
            @RequestParam(required = false) @Nullable String cursor,
            @Parameter(schema = @Schema(type = "integer", minimum = "1", maximum = "500", defaultValue = "50"))
                    @RequestParam(required = false)
                    @Nullable String limit,
            @Parameter(schema = @Schema(type = "integer", format = "int64")) @RequestParam(required = false) @Nullable String atLeast) {
        Asking.require(viewer, Asking.CONCERNED);
        var parameters = new Parameters();
        var filter = new Filter(
                parameters.choice("state", state, Status.class),
                parameters.code("ministry", ministry),
                parameters.flag("exercise", exercise, false));
        var after = parameters.cursorOfId(cursor);
        int size = parameters.limit(limit);
        long position = parameters.atLeast(atLeast);
        parameters.require();
        views.reach(RequestProjection.NAME, position);
        return requests.page(viewer, filter, after, size);
    }

    @GetMapping("/v1/requests/{requestId}")
    @Operation(
            operationId = "getRequest",
            summary = "要請",
            description = "One request with what it concerns and what became of it, as far as the caller may read it.")
    RequestItem request(
            @Parameter(hidden = true) Viewer viewer,
            @PathVariable UUID requestId,
            @Parameter(schema = @Schema(type = "integer", format = "int64")) @RequestParam(required = false) @Nullable String atLeast) {
        Asking.require(viewer, Asking.CONCERNED);
        var parameters = new Parameters();
        long position = parameters.atLeast(atLeast);
        parameters.require();
        views.reach(RequestProjection.NAME, position);
        return requests.find(viewer, new RequestId(requestId)).orElseThrow(() -> new NotFound("request " + requestId));
    }
}
