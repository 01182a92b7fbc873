package noroshi.api.taxii;

import static noroshi.api.taxii.TaxiiMedia.TAXII_TEXT;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.Supplier;
import noroshi.api.export.stix.Editions;
import noroshi.api.export.stix.StixObject;
import noroshi.api.taxii.Collections.Collection;
import noroshi.api.taxii.Match.From;
import noroshi.api.taxii.Match.Parameters;
import noroshi.api.taxii.Shelf.Added;
import noroshi.api.taxii.Shelf.Page;
import noroshi.api.view.Views;
import noroshi.api.view.timeline.Arrivals;
import noroshi.core.sector.Scope;
import noroshi.core.sharing.Viewer;
import noroshi.ledger.Ledger;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** TAXIIの窓口 (TAXII 2.1, 4 and 5). */
@RestController
@Tag(name = "taxii")
@ApiResponse(
        responseCode = "200",
        description = "As TAXII 2.1 defines it.",
        content = @Content(mediaType = TAXII_TEXT, schema = @Schema(type = "object")))
public final class TaxiiController {

    private static final String ROOT = "/taxii2/hub/";
    private static final String COLLECTION = ROOT + "collections/{collectionId}/";
    private static final int LARGEST = 1_048_576;
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private final Collections collections;
    private final Shelf shelf;
    private final JsonMapper json;

    /**
     * Serves what these have.
     *
     * @param scope the scope of protection, with all its revisions
     */
    public TaxiiController(
            List<Editions> sources,
            Arrivals arrivals,
            Ledger ledger,
            Views views,
            Supplier<Scope> scope,
            JsonMapper json) {
        this.collections = new Collections(scope);
        this.shelf = new Shelf(sources, arrivals, ledger, views);
        this.json = json;
    }

    private record Discovery(
            String title,
            String description,
            @JsonProperty("default") String standard,
            @JsonProperty("api_roots") List<String> apiRoots) {}

    private record ApiRoot(
            String title,
            String description,
            List<String> versions,
            @JsonProperty("max_content_length") int maxContentLength) {}

    private record CollectionResource(
            String id,
            String title,
            String description,
            String alias,
            @JsonProperty("can_read") boolean canRead,
            @JsonProperty("can_write") boolean canWrite,
            @JsonProperty("media_types") List<String> mediaTypes) {

        static CollectionResource of(Collection collection) {
            return new CollectionResource(
                    collection.id(),
                    collection.exercise() ? "訓練 " + collection.name() : collection.name(),
                    "Incidents and indicators of %s, as far as the caller may know them.".formatted(collection.line()),
                    collection.alias(),
                    true,
                    false,
                    List.of(TaxiiMedia.STIX));
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record CollectionsResource(@Nullable List<CollectionResource> collections) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Envelope(
            @Nullable Boolean more,
            @Nullable String next,
            @Nullable List<StixObject> objects) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Manifest(
            @Nullable Boolean more,
            @Nullable String next,
            @Nullable List<ManifestRecord> objects) {}

    private record ManifestRecord(
            String id,
            @JsonProperty("date_added") String dateAdded,
            String version,
            @JsonProperty("media_type") String mediaType) {

        static ManifestRecord of(Added added) {
            StixObject object = added.object();
            return new ManifestRecord(object.id(), MICROS.format(added.at()), object.version(), TaxiiMedia.STIX);
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Versions(
            @Nullable Boolean more,
            @Nullable String next,
            @Nullable List<String> versions) {}

    private record ErrorMessage(
            String title,
            String description,
            @JsonProperty("error_code") String errorCode,
            @JsonProperty("http_status") String httpStatus) {}

    @GetMapping("/taxii2/")
    @Operation(
            operationId = "discoverTaxii",
            summary = "TAXIIの案内",
            description = "The TAXII server and its one API root.")
    ResponseEntity<byte[]> discovery(HttpServletRequest request) {
        return answer(
                request,
                new Discovery("Noroshi 狼煙", "Incidents and indicators, by sector.", ROOT, List.of(ROOT)),
                List.of());
    }

    @GetMapping(ROOT)
    @Operation(operationId = "getApiRoot", summary = "API起点", description = "What the API root speaks.")
    ResponseEntity<byte[]> apiRoot(HttpServletRequest request) {
        return answer(request, new ApiRoot("Noroshi 狼煙", "Read-only.", List.of(TAXII_TEXT), LARGEST), List.of());
    }

    @GetMapping(ROOT + "collections/")
    @Operation(
            operationId = "listCollections",
            summary = "収集の一覧",
            description = "A collection for each sector and business; those of drills in their place where asked for.")
    ResponseEntity<byte[]> collections(
            @Parameter(hidden = true) Viewer viewer,
            @Parameter(schema = @Schema(type = "boolean", defaultValue = "false"))
                    @RequestParam(required = false)
                    @Nullable String exercise,
            HttpServletRequest request) {
        List<CollectionResource> found = collections.of(viewer, Boolean.parseBoolean(exercise)).stream()
                .map(CollectionResource::of)
                .toList();
        return answer(request, new CollectionsResource(orNull(found)), List.of());
    }

    @GetMapping(COLLECTION)
    @Operation(operationId = "getCollection", summary = "収集", description = "A collection by its id or alias.")
    ResponseEntity<byte[]> collection(
            @Parameter(hidden = true) Viewer viewer, @PathVariable String collectionId, HttpServletRequest request) {
        return answer(request, CollectionResource.of(find(viewer, collectionId)), List.of());
    }

    @GetMapping(COLLECTION + "objects/")
    @Operation(
            operationId = "listObjects",
            summary = "対象の一覧",
            description = "STIX 2.1 objects of a collection in the order in which they were added.")
    ResponseEntity<byte[]> objects(
            @Parameter(hidden = true) Viewer viewer,
            @PathVariable String collectionId,
            @RequestParam(name = "match[id]", required = false) @Nullable String ids,
            @RequestParam(name = "match[type]", required = false) @Nullable String types,
            @RequestParam(name = "match[version]", required = false) @Nullable String versions,
            @RequestParam(name = "match[spec_version]", required = false) @Nullable String specVersions,
            @RequestParam(name = "added_after", required = false) @Nullable String addedAfter,
            @RequestParam(required = false) @Nullable String next,
            @RequestParam(required = false) @Nullable String limit,
            HttpServletRequest request) {
        Match match = Match.of(new Parameters(ids, types, versions, specVersions, addedAfter, next, limit));
        return envelope(request, shelf.page(viewer, find(viewer, collectionId), match));
    }

    @GetMapping(COLLECTION + "objects/{objectId}/")
    @Operation(operationId = "getObject", summary = "対象", description = "The versions asked for of one STIX object.")
    ResponseEntity<byte[]> object(
            @Parameter(hidden = true) Viewer viewer,
            @PathVariable String collectionId,
            @PathVariable String objectId,
            @RequestParam(name = "match[version]", required = false) @Nullable String versions,
            @RequestParam(name = "match[spec_version]", required = false) @Nullable String specVersions,
            @RequestParam(name = "added_after", required = false) @Nullable String addedAfter,
            @RequestParam(required = false) @Nullable String next,
            @RequestParam(required = false) @Nullable String limit,
            HttpServletRequest request) {
        Match match = Match.of(new Parameters(null, null, versions, specVersions, addedAfter, next, limit))
                .ofObject(objectId);
        return envelope(request, known(viewer, find(viewer, collectionId), match));
    }

    @GetMapping(COLLECTION + "objects/{objectId}/versions/")
    @Operation(operationId = "listVersions", summary = "版の一覧", description = "The times of one STIX object's versions.")
    ResponseEntity<byte[]> versions(
            @Parameter(hidden = true) Viewer viewer,
            @PathVariable String collectionId,
            @PathVariable String objectId,
            @RequestParam(name = "match[spec_version]", required = false) @Nullable String specVersions,
            @RequestParam(name = "added_after", required = false) @Nullable String addedAfter,
            @RequestParam(required = false) @Nullable String next,
            @RequestParam(required = false) @Nullable String limit,
            HttpServletRequest request) {
        Match match = Match.of(new Parameters(null, null, null, specVersions, addedAfter, next, limit))
                .ofObject(objectId)
                .ofAllVersions();
        Page page = known(viewer, find(viewer, collectionId), match);
        page.objects().forEach(added -> added.read().run());
        List<String> found =
                page.objects().stream().map(added -> added.object().version()).toList();
        return answer(request, new Versions(more(page), next(page), orNull(found)), page.objects());
    }

    @GetMapping(COLLECTION + "manifest/")
    @Operation(
            operationId = "getManifest",
            summary = "目録",
            description = "What a collection holds, without the objects themselves.")
    ResponseEntity<byte[]> manifest(
            @Parameter(hidden = true) Viewer viewer,
            @PathVariable String collectionId,
            @RequestParam(name = "match[id]", required = false) @Nullable String ids,
            @RequestParam(name = "match[type]", required = false) @Nullable String types,
            @RequestParam(name = "match[version]", required = false) @Nullable String versions,
            @RequestParam(name = "match[spec_version]", required = false) @Nullable String specVersions,
            @RequestParam(name = "added_after", required = false) @Nullable String addedAfter,
            @RequestParam(required = false) @Nullable String next,
            @RequestParam(required = false) @Nullable String limit,
            HttpServletRequest request) {
        Match match = Match.of(new Parameters(ids, types, versions, specVersions, addedAfter, next, limit));
        Page page = shelf.page(viewer, find(viewer, collectionId), match);
        // the ids of operators and indicators are made of their names, and whoever knows a name finds it
        page.objects().forEach(added -> added.read().run());
        List<ManifestRecord> found =
                page.objects().stream().map(ManifestRecord::of).toList();
        return answer(request, new Manifest(more(page), next(page), orNull(found)), page.objects());
    }

    @PostMapping(COLLECTION + "objects/")
    @Operation(operationId = "addObjects", summary = "対象の追加", description = "Refused: no collection can be written to.")
    ResponseEntity<byte[]> add(
            @Parameter(hidden = true) Viewer viewer, @PathVariable String collectionId, HttpServletRequest request) {
        find(viewer, collectionId);
        if (!TaxiiMedia.isSent(request.getContentType())) {
            throw TaxiiError.unsupported();
        }
        throw TaxiiError.readOnly();
    }

    @DeleteMapping(COLLECTION + "objects/{objectId}/")
    @Operation(
            operationId = "deleteObject",
            summary = "対象の削除",
            description = "Refused: no collection can be written to.")
    ResponseEntity<byte[]> delete(
            @Parameter(hidden = true) Viewer viewer, @PathVariable String collectionId, @PathVariable String objectId) {
        find(viewer, collectionId);
        throw TaxiiError.readOnly();
    }

    private Collection find(Viewer viewer, String collectionId) {
        return collections.find(viewer, collectionId).orElseThrow(TaxiiError::notFound);
    }

    /**
     * An object that the collection doesn't hold is not found; one that the filters leave nothing of is empty, and so is
     * a page up to which it was not found yet.
     */
    private Page known(Viewer viewer, Collection collection, Match match) {
        Page page = shelf.page(viewer, collection, match);
        if (isNothing(page) && isNothing(shelf.page(viewer, collection, match.anyOfIt()))) {
            throw TaxiiError.notFound();
        }
        return page;
    }

    private static boolean isNothing(Page page) {
        return page.objects().isEmpty() && page.next() == null;
    }

    private ResponseEntity<byte[]> envelope(HttpServletRequest request, Page page) {
        page.objects().forEach(added -> added.read().run());
        List<StixObject> objects = page.objects().stream().map(Added::object).toList();
        return answer(request, new Envelope(more(page), next(page), orNull(objects)), page.objects());
    }

    private static @Nullable Boolean more(Page page) {
        return page.next() == null ? null : true;
    }

    private static @Nullable String next(Page page) {
        From next = page.next();
        return next == null ? null : next.text();
    }

    private static <T> @Nullable List<T> orNull(List<T> list) {
        return list.isEmpty() ? null : list;
    }

    private ResponseEntity<byte[]> answer(HttpServletRequest request, Object resource, List<Added> added) {
        if (!TaxiiMedia.isAccepted(request.getHeader(HttpHeaders.ACCEPT))) {
            throw TaxiiError.notAcceptable();
        }
        var answer = ResponseEntity.ok().contentType(TaxiiMedia.TAXII);
        if (!added.isEmpty()) {
            answer.header("X-TAXII-Date-Added-First", time(added.getFirst().at()));
            answer.header("X-TAXII-Date-Added-Last", time(added.getLast().at()));
        }
        return answer.body(json.writeValueAsBytes(resource));
    }

    private static String time(Instant instant) {
        return MICROS.format(instant);
    }

    @ExceptionHandler
    ResponseEntity<byte[]> error(TaxiiError error) {
        HttpStatus status = error.status();
        var message = new ErrorMessage(
                status.getReasonPhrase(),
                String.valueOf(error.getMessage()),
                status.name(),
                Integer.toString(status.value()));
        return ResponseEntity.status(status).contentType(TaxiiMedia.TAXII).body(json.writeValueAsBytes(message));
    }
}
