package noroshi.api.desk.csv;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import noroshi.api.desk.Dispatch;
import noroshi.api.desk.Progress;
import noroshi.api.desk.Register;
import noroshi.api.desk.RegisterDesk;
import noroshi.api.desk.RegisterProjection;
import noroshi.api.desk.Unacceptable;
import noroshi.api.desk.csv.Imported.CellFault;
import noroshi.api.desk.csv.Imported.LineResult;
import noroshi.api.desk.csv.Imported.Outcome;
import noroshi.api.desk.csv.RegisterCsv.Line;
import noroshi.core.Fault;
import noroshi.core.Reason;
import noroshi.core.Refused;
import noroshi.core.register.OperatorCommand.RegisterOperator;
import noroshi.core.register.OperatorEntry;
import noroshi.core.register.OperatorSlug;
import noroshi.core.sector.Scope;
import noroshi.core.sharing.Viewer;
import noroshi.web.Body;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** 登録簿の取込. Where the national office brings a whole register from a spreadsheet, after a dry run. */
@RestController
@RequestMapping("/v1/register")
@Tag(name = "register")
public final class ImportDesk {

    /** What spreadsheets in Japan write, by its names; what they call Shift_JIS is its extension (CP932). */
    private static final Map<String, Charset> CHARSETS = Map.of(
            "utf-8", StandardCharsets.UTF_8,
            "windows-31j", Charset.forName("windows-31j"),
            "shift_jis", Charset.forName("windows-31j"));

    private static final String EXAMPLE = """
            slug,name,kind,corporateNumber,prefecture,memberships,designations,criticalComputer
            minato-water,港水道局,LOCAL_GOVERNMENT,,14,WATER;GOV_ADMIN/LOCAL_GOV,KI_WATER 2024-05-17,true
            minato-gas,港ガス,COMPANY,,14,GAS 2020-04-01..2030-03-31,,false
            """;

    private final Register register;
    private final Dispatch dispatch;
    private final Progress progress;
    private final InstantSource clock;

    public ImportDesk(Register register, Dispatch dispatch, Progress progress, InstantSource clock) {
        this.register = register;
        this.dispatch = dispatch;
        this.progress = progress;
        this.clock = clock;
    }

    @PostMapping(
            path = "/import",
            consumes = ImportedCsv.TEXT_CSV,
            produces = {MediaType.APPLICATION_JSON_VALUE, ImportedCsv.TEXT_CSV})
    @Operation(
            operationId = "importRegister",
            summary = "登録簿をCSVから取り込む",
            description = "Takes operators from CSV, one a line: each right line is taken, each other is told with its"
                    + " column and reason; the same file again changes nothing. UTF-8 with or without a byte order mark,"
                    + " or `charset=windows-31j`; 1 MiB and 2,000 lines at most. Memberships and designations are parted"
                    + " by `;`, each `SECTOR/SUB_SECTOR FROM..TO`. A column that the file lacks changes nothing.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            description = "登録簿. The operators, one a line under the header.",
                            required = true,
                            content =
                                    @Content(
                                            mediaType = ImportedCsv.TEXT_CSV,
                                            schema = @Schema(type = "string"),
                                            examples =
                                                    @ExampleObject(name = "two", summary = "水道とガス", value = EXAMPLE))))
    Imported take(
            @Parameter(description = "Tells what would change, and changes nothing.", example = "true")
                    @RequestParam(defaultValue = "false")
                    boolean dryRun,
            @Parameter(hidden = true) HttpServletRequest request,
            Viewer viewer)
            throws IOException {
        List<Line> lines = RegisterCsv.read(Body.whole(request.getInputStream()), charset(request));
        Scope scope = register.scope();
        Map<String, OperatorEntry> known = register.entries();
        List<LineResult> results = new ArrayList<>();
        long reached = 0;
        for (Line line : lines) {
            Taken taken = take(line, known, scope, dryRun, viewer);
            results.add(taken.result());
            reached = Math.max(reached, taken.position());
        }
        progress.require(RegisterProjection.NAME, reached);
        progress.require(RegisterDesk.KAFKA_DOORS, reached);
        return Imported.of(dryRun, results, reached);
    }

    /** @param position where it was recorded, or 0 */
    private record Taken(LineResult result, long position) {}

    private Taken take(Line line, Map<String, OperatorEntry> known, Scope scope, boolean dryRun, Viewer viewer) {
        if (!line.faults().isEmpty()) {
            return refused(line, line.faults());
        }
        try {
            OperatorSlug slug = slug(line);
            OperatorEntry before = known.get(slug.value());
            OperatorEntry entry = RegisterLine.entry(slug, line.cells(), before, scope);
            if (entry.equals(before)) {
                return taken(line, Outcome.UNCHANGED, 0);
            }
            long position = dryRun
                    ? 0
                    : dispatch.to(
                                    "operator",
                                    slug.value(),
                                    new RegisterOperator(entry, viewer.identity(), clock.instant()),
                                    viewer.identity())
                            .position();
            return taken(line, before == null ? Outcome.CREATED : Outcome.CHANGED, position);
        } catch (Unacceptable unacceptable) {
            return refused(line, unacceptable.faults());
        } catch (Refused refused) {
            return refused(line, List.of(refused.fault()));
        }
    }

    private static Taken taken(Line line, Outcome outcome, long position) {
        return new Taken(new LineResult(line.number(), line.slug(), outcome, List.of()), position);
    }

    private static Taken refused(Line line, List<Fault> faults) {
        return new Taken(
                new LineResult(
                        line.number(),
                        line.slug(),
                        Outcome.REFUSED,
                        faults.stream().map(CellFault::of).toList()),
                0);
    }

    private static OperatorSlug slug(Line line) {
        try {
            return new OperatorSlug(line.slug());
        } catch (IllegalArgumentException e) {
            throw new Unacceptable(List.of(
                    Fault.of(Reason.INVALID, RegisterCsv.SLUG, line.slug(), "小文字の英数字とハイフン", "a-z, 0-9 and hyphens")));
        }
    }

    private static Charset charset(HttpServletRequest request) {
        String name = MediaType.parseMediaType(request.getContentType()).getParameter("charset");
        if (name == null) {
            return StandardCharsets.UTF_8;
        }
        Charset charset = CHARSETS.get(name.toLowerCase(Locale.ROOT));
        if (charset == null) {
            String expected =
                    String.join(", ", CHARSETS.keySet().stream().sorted().toList());
            throw new Unacceptable(List.of(Fault.of(Reason.UNREADABLE, "charset", name, expected, expected)));
        }
        return charset;
    }
}
