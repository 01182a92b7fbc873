package noroshi.api.view.bulletin;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import noroshi.api.page.Page;
import noroshi.api.page.Parameters;
import noroshi.api.view.Views;
import noroshi.api.view.bulletin.BulletinItem.State;
import noroshi.api.view.bulletin.BulletinQuery.Filter;
import noroshi.core.bulletin.BulletinId;
import noroshi.core.sharing.Viewer;
import noroshi.web.NotFound;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** 情報提供の閲覧. */
@RestController
@Tag(name = "bulletins")
public final class BulletinController {

    static final String FEED = "/v1/bulletins/feed";

    private static final int LATEST = 50;

    private final BulletinQuery bulletins;
    private final Views views;

    public BulletinController(BulletinQuery bulletins, Views views) {
        this.bulletins = bulletins;
        this.views = views;
    }

    @GetMapping("/v1/bulletins")
    @Operation(
            operationId = "listBulletins",
            summary = "情報提供の一覧",
            description =
                    "The bulletins that the caller may see, the latest first: the national office all; an originator"
                            + " also the drafts from its own threads; everyone else what is issued, as far as label, sector and"
                            + " relay let it come.")
    Page<BulletinItem> bulletins(
            @Parameter(hidden = true) Viewer viewer,
            @Parameter(schema = @Schema(implementation = State.class)) @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String sector,
            @Parameter(schema = @Schema(type = "boolean", defaultValue = "false"))
                    @RequestParam(required = false)
                    @Nullable String exercise,
            @Parameter(schema = @Schema(type = "boolean", defaultValue = "false"))
                    @RequestParam(required = false)
                    @Nullable String lapsed,
            @RequestParam(required = false) @Nullable String cursor,
            @Parameter(schema = @Schema(type = "integer", minimum = "1", maximum = "500", defaultValue = "50"))
                    @RequestParam(required = false)
                    @Nullable String limit,
            @Parameter(schema = @Schema(type = "integer", format = "int64")) @RequestParam(required = false) @Nullable String atLeast) {
        var parameters = new Parameters();
        var filter = new Filter(
                parameters.choice("state", state, State.class),
                parameters.code("sector", sector),
                parameters.flag("exercise", exercise, false),
                false,
                parameters.flag("lapsed", lapsed, false));
        var after = parameters.cursorOfId(cursor);
        int size = parameters.limit(limit);
        long position = parameters.atLeast(atLeast);
        parameters.require();
        views.reach(BulletinProjection.NAME, position);
        return bulletins.page(viewer, filter, after, size);
    }

    @GetMapping("/v1/bulletins/{bulletinId}")
    @Operation(
            operationId = "getBulletin",
            summary = "情報提供",
            description = "One bulletin with its copies, as far as the caller may see it. An originator sees here what"
                    + " exactly would leave.")
    BulletinItem bulletin(
            @Parameter(hidden = true) Viewer viewer,
            @PathVariable UUID bulletinId,
            @Parameter(schema = @Schema(type = "integer", format = "int64")) @RequestParam(required = false) @Nullable String atLeast) {
        var parameters = new Parameters();
        long position = parameters.atLeast(atLeast);
        parameters.require();
        views.reach(BulletinProjection.NAME, position);
        return bulletins
                .find(viewer, new BulletinId(bulletinId))
                .orElseThrow(() -> new NotFound("bulletin " + bulletinId));
    }

    @GetMapping(value = FEED, produces = MediaType.APPLICATION_ATOM_XML_VALUE)
    @Operation(
            operationId = "bulletinFeed",
            summary = "情報提供のフィード",
            description =
                    "The fifty bulletins that the caller may see and that were issued, relayed or recalled last, as an Atom feed"
                            + " (RFC 4287). What is recalled stays as an entry that says so and no more.")
    ResponseEntity<String> feed(
            @Parameter(hidden = true) Viewer viewer,
            @Parameter(schema = @Schema(type = "integer", format = "int64")) @RequestParam(required = false) @Nullable String atLeast) {
        var parameters = new Parameters();
        long position = parameters.atLeast(atLeast);
        parameters.require();
        views.reach(BulletinProjection.NAME, position);
        var issued = bulletins.page(viewer, new Filter(null, null, false, true, false), null, LATEST);
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_ATOM_XML).body(BulletinAtom.of(issued.items()));
    }
}
