package noroshi.api.export.stix;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import noroshi.api.page.Parameters;
import noroshi.api.view.Views;
import noroshi.api.view.bulletin.BulletinProjection;
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
import tools.jackson.databind.json.JsonMapper;

/** 情報提供の出力の窓口. A bulletin to take away, also for those who don't speak TAXII. */
@RestController
@Tag(name = "bulletins")
public final class BulletinExport {

    private static final String STIX = "application/stix+json;version=2.1";

    private final Bulletins bulletins;
    private final Views views;
    private final JsonMapper json;

    public BulletinExport(Bulletins bulletins, Views views, JsonMapper json) {
        this.bulletins = bulletins;
        this.views = views;
        this.json = json;
    }

    /** 出力形式. In which shapes a bulletin can be taken away. */
    private enum Shape {
        STIX
    }

    private record StixBundle(String type, String id, List<StixObject> objects) {}

    @GetMapping("/v1/bulletins/{bulletinId}/export")
    @Operation(
            operationId = "exportBulletin",
            summary = "情報提供の出力",
            description = "An issued bulletin as a STIX 2.1 bundle, as far as the caller may read it: a report with its"
                    + " sectors and indicators, each under its label. Of what is recalled it says that, and no more.")
    @ApiResponse(
            responseCode = "200",
            description = "The bundle.",
            content = @Content(mediaType = STIX, schema = @Schema(type = "object")))
    ResponseEntity<byte[]> export(
            @Parameter(hidden = true) Viewer viewer,
            @PathVariable UUID bulletinId,
            @Parameter(
                            description = "The shape asked for.",
                            schema = @Schema(type = "string", allowableValues = "stix", defaultValue = "stix"))
                    @RequestParam(required = false)
                    @Nullable String format,
            @Parameter(schema = @Schema(type = "integer", format = "int64")) @RequestParam(required = false) @Nullable String atLeast) {
        var parameters = new Parameters();
        parameters.choice("format", format, Shape.class);
        long position = parameters.atLeast(atLeast);
        parameters.require();
        views.reach(BulletinProjection.NAME, position);
        List<StixObject> objects = bulletins
                .latest(viewer, new BulletinId(bulletinId))
                .orElseThrow(() -> new NotFound("bulletin " + bulletinId));
        List<StixObject> all = new ArrayList<>(Bundle.opening());
        all.addAll(objects);
        String id = "bundle--"
                + StixId.named(
                        "bundle|%s|%s".formatted(bulletinId, objects.getLast().version()));
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(STIX))
                .body(json.writeValueAsBytes(new StixBundle("bundle", id, all)));
    }
}
