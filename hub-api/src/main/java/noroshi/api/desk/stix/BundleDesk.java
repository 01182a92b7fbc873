package noroshi.api.desk.stix;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import noroshi.api.desk.Dispatch;
import noroshi.api.desk.Progress;
import noroshi.api.desk.Reached;
import noroshi.api.desk.Unacceptable;
import noroshi.api.page.Parameters;
import noroshi.api.view.bulletin.BulletinProjection;
import noroshi.api.view.bulletin.BulletinRecord;
import noroshi.core.Fault;
import noroshi.core.Phrase;
import noroshi.core.Reason;
import noroshi.core.Refused;
import noroshi.core.bulletin.Bulletin;
import noroshi.core.bulletin.Bulletin.Written;
import noroshi.core.bulletin.BulletinCase;
import noroshi.core.bulletin.BulletinCommand.DraftBulletin;
import noroshi.core.bulletin.BulletinContent;
import noroshi.core.bulletin.BulletinFacts;
import noroshi.core.bulletin.BulletinId;
import noroshi.core.bulletin.Draft;
import noroshi.core.bulletin.Imported;
import noroshi.core.bulletin.Relay;
import noroshi.core.report.NamedUuid;
import noroshi.core.report.Tlp;
import noroshi.core.sector.SectorCode;
import noroshi.core.sharing.Viewer;
import noroshi.web.Body;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** STIXの取込みの窓口. Where the national office brings in what others know of an attack, as the draft of a bulletin. */
@RestController
@Tag(name = "bulletins")
public final class BundleDesk {

    /** One version; whoever names none has it. */
    static final String STIX = "application/stix+json;version=2.1";

    private static final String EXAMPLE = """
            {"type": "bundle", "id": "bundle--6b0a8f4e-2f0c-4d0e-9d55-0b1c2d3e4f50", "objects": [
              {"type": "indicator", "spec_version": "2.1", "id": "indicator--1d2e3f40-5a6b-4c7d-8e9f-0a1b2c3d4e5f",
               "created": "2026-11-20T00:00:00.000Z", "modified": "2026-11-20T00:00:00.000Z",
               "pattern": "[domain-name:value = 'c2.example.net']", "pattern_type": "stix",
               "valid_from": "2026-11-20T00:00:00Z",
               "object_marking_refs": ["marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb"]}]}
            """;

    private final BulletinRecord bulletins;
    private final Dispatch dispatch;
    private final Progress progress;
    private final InstantSource clock;
    private final JsonMapper json;

    public BundleDesk(
            BulletinRecord bulletins, Dispatch dispatch, Progress progress, InstantSource clock, JsonMapper json) {
        this.bulletins = bulletins;
        this.dispatch = dispatch;
        this.progress = progress;
        this.clock = clock;
        this.json = json;
    }

    @PostMapping(path = "/v1/bulletins/stix", consumes = STIX)
    @Operation(
            operationId = "importBundle",
            summary = "STIXの束を取り込む",
            description =
                    "Drafts a bulletin from the indicators of a STIX 2.1 bundle, each under its own label: TLP 2.0"
                            + " and 1.0; without one, or with one that says something else, it is AMBER+STRICT and stays with the"
                            + " national office; RED is refused. Patterns are comparisons by =, IN and ISSUBSET joined by OR, and"
                            + " hashes joined by AND. Either every indicator is taken or none, all faults are told at once; other"
                            + " objects, and what is revoked or expired, are counted and left out. The same bundle again changes"
                            + " nothing. 1 MiB and 1,000 indicators at most.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            description = "STIXの束. The bundle.",
                            required = true,
                            content =
                                    @Content(
                                            mediaType = STIX,
                                            schema = @Schema(type = "object"),
                                            examples =
                                                    @ExampleObject(
                                                            name = "one",
                                                            summary = "ドメイン名1つ",
                                                            value = EXAMPLE))))
    ResponseEntity<ImportedBundle> take(
            @Parameter(
                            description = "The top-level sectors that the bulletin is for, with commas.",
                            example = "PORT,GAS")
                    @RequestParam(required = false)
                    @Nullable String sectors,
            @Parameter(
                            description = "The bulletin's own label: CLEAR, GREEN, or AMBER where left out.",
                            schema = @Schema(implementation = Tlp.class))
                    @RequestParam(required = false)
                    @Nullable String tlp,
            @Parameter(description = "件名. Left out, it names the source.") @RequestParam(required = false) @Nullable String title,
            @Parameter(description = "Whose the indicators are; left out, the bundle's own identities say so.")
                    @RequestParam(required = false)
                    @Nullable String source,
            @Parameter(description = "AT_ONCE where left out.", schema = @Schema(implementation = Relay.class))
                    @RequestParam(required = false)
                    @Nullable String relay,
            @Parameter(schema = @Schema(type = "boolean", defaultValue = "false"), description = "訓練. A drill's.")
                    @RequestParam(required = false)
                    @Nullable String exercise,
            @Parameter(
                            schema = @Schema(type = "boolean", defaultValue = "false"),
                            description = "Tells what would be drafted, and drafts nothing.")
                    @RequestParam(required = false)
                    @Nullable String dryRun,
            @Parameter(hidden = true) HttpServletRequest request,
            Viewer viewer)
            throws IOException {
        var parameters = new Parameters();
        Tlp label = parameters.choice("tlp", tlp, Tlp.class);
        Relay way = parameters.choice("relay", relay, Relay.class);
        boolean isDrill = parameters.flag("exercise", exercise, false);
        boolean isDry = parameters.flag("dryRun", dryRun, false);
        String named = parameters.text("title", title);
        String stated = parameters.text("source", source);
        parameters.require();
        JsonNode body = body(request);
        var id = new BulletinId(NamedUuid.of(
                "bulletin", viewer.organisation(), "stix", body.path("id").asString("")));
        BulletinCase known = bulletins.caseOf(id, List.of());
        Draft before = Bulletin.written(known.bulletin()).map(Written::draft).orElse(null);
        Instant now = clock.instant();
        // what has expired since it came is no other bundle
        Tlp told = label == null ? Tlp.AMBER : label;
        StixBundle bundle = StixBundle.read(body, before == null ? now : before.draftedAt(), told);
        String whose = stated == null ? String.join(", ", bundle.sources()) : stated;
        requireSound(bundle, whose);
        var facts = new BulletinFacts(List.of(), sectors(sectors), told, isDrill, way == null ? Relay.AT_ONCE : way);
        var content = new BulletinContent(
                named == null ? "インディケータの提供: " + whose : named,
                "%s から提供されたインディケータ。".formatted(whose),
                List.of(),
                null,
                new Imported(whose, bundle.id(), bundle.indicators()));
        var command = new DraftBulletin(id, facts, content, viewer.identity(), now);
        if (before != null) {
            requireSame(before, command);
            long position = bulletins.find(id).orElseThrow().position();
            return ResponseEntity.ok(ImportedBundle.of(isDry, before, bundle, position));
        }
        return drafted(known, command, bundle, isDry);
    }

    private static void requireSound(StixBundle bundle, String source) {
        var faults = new ArrayList<Fault>(bundle.faults());
        if (source.isBlank()) {
            faults.add(Fault.of(
                    Reason.INVALID,
                    "source",
                    new Phrase("なし", "nothing"),
                    "提供元の名称 (source)、または束の中の identity",
                    "whose they are: source, or an identity in the bundle"));
        }
        if (!faults.isEmpty()) {
            throw new Unacceptable(faults);
        }
    }

    private static List<SectorCode> sectors(@Nullable String stated) {
        return stated == null
                ? List.of()
                : Stream.of(stated.split(","))
                        .map(String::strip)
                        .filter(code -> !code.isEmpty())
                        .distinct()
                        .map(BundleDesk::sector)
                        .toList();
    }

    private static SectorCode sector(String code) {
        try {
            return new SectorCode(code);
        } catch (IllegalArgumentException e) {
            throw new Unacceptable(
                    List.of(Fault.of(Reason.INVALID, "sectors", code, "施行中の分野", "a sector in force, no sub-sector")));
        }
    }

    private ResponseEntity<ImportedBundle> drafted(
            BulletinCase known, DraftBulletin command, StixBundle bundle, boolean isDry) {
        List<Fault> faults = known.faults(command);
        if (!faults.isEmpty()) {
            throw new Unacceptable(faults);
        }
        var draft = new Draft(command.bulletin(), 1, command.facts(), command.content(), command.at());
        if (isDry) {
            return ResponseEntity.ok(ImportedBundle.of(true, draft, bundle, null));
        }
        Reached reached = dispatch.to("thread", command.bulletin().toString(), command, command.by());
        progress.require(BulletinProjection.NAME, reached.position());
        return ResponseEntity.status(HttpStatus.CREATED)
                .body(ImportedBundle.of(false, draft, bundle, reached.position()));
    }

    /** What was drafted by it may have been redrafted since; what was imported has not. */
    private static void requireSame(Draft before, DraftBulletin command) {
        BulletinContent content = before.content();
        if (content != null
                && !Objects.equals(content.imported(), command.content().imported())) {
            throw new Refused(
                    Reason.IDEMPOTENCY_CONFLICT, "id", command.bulletin(), "同じ内容の束", "the same bundle as before");
        }
    }

    private JsonNode body(HttpServletRequest request) throws IOException {
        byte[] bytes = Body.whole(request.getInputStream());
        try {
            return json.readTree(bytes);
        } catch (JacksonException e) {
            throw new HttpMessageNotReadableException("no JSON", e, new ServletServerHttpRequest(request));
        }
    }
}
