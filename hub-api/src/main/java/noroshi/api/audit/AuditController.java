package noroshi.api.audit;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import noroshi.api.page.Cursor;
import noroshi.api.page.Page;
import noroshi.api.page.Parameters;
import noroshi.api.view.Asking;
import noroshi.api.view.Reads.Kind;
import noroshi.core.sharing.Viewer;
import noroshi.core.sharing.Viewer.Role;
import noroshi.ledger.ReadLog;
import noroshi.ledger.ReadLog.Filter;
import noroshi.ledger.ReadLog.Recorded;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** 閲覧の監査の窓口. For the auditor alone: who reads what, an operator could draw conclusions from. */
@RestController
@Tag(name = "audit")
public final class AuditController {

    private static final Set<Role> AUDITORS = Set.of(Role.AUDITOR);

    /** A misspelt one must not look as if nobody had read it. */
    private static final Pattern SUBJECT = Pattern.compile(
            Arrays.stream(Kind.values()).map(kind -> kind.of("[0-9a-z-]{1,64}")).collect(Collectors.joining("|")));

    private final ReadLog log;

    public AuditController(ReadLog log) {
        this.log = log;
    }

    @GetMapping("/v1/audit")
    @Operation(
            operationId = "listReadings",
            summary = "閲覧の記録",
            description =
                    "Who read what is RED or bound to the purpose of its regime: an entry an answer that held words of"
                            + " such, the latest first. It stands here before the answer leaves; what can't be recorded is"
                            + " not answered. For the auditor.")
    Page<ReadingItem> readings(
            @Parameter(hidden = true) Viewer viewer,
            @Parameter(
                            description = "Readings of this alone: a kind and an id, as an entry names its subjects.",
                            example = "thread:9a4d2c71-5e08-8b3f-a6c2-4d1f70b98e35")
                    @RequestParam(required = false)
                    @Nullable String subject,
            @RequestParam(required = false) @Nullable String reader,
            @Parameter(
                            description = "Readings at this instant or later.",
                            schema = @Schema(type = "string", format = "date-time"))
                    @RequestParam(required = false)
                    @Nullable String from,
            @Parameter(
                            description = "Readings before this instant.",
                            schema = @Schema(type = "string", format = "date-time"))
                    @RequestParam(required = false)
                    @Nullable String to,
            @RequestParam(required = false) @Nullable String cursor,
            @Parameter(schema = @Schema(type = "integer", minimum = "1", maximum = "500", defaultValue = "50"))
                    @RequestParam(required = false)
                    @Nullable String limit) {
        Asking.require(viewer, AUDITORS);
        var parameters = new Parameters();
        var filter = new Filter(
                parameters.matching(
                        "subject",
                        subject,
                        SUBJECT,
                        "閲覧の記録にある対象",
                        "a subject as an entry names it, such as thread:9a4d…"),
                parameters.text("reader", reader),
                parameters.instant("from", from),
                parameters.instant("to", to));
        Cursor after = parameters.cursorOfPosition(cursor);
        int size = parameters.limit(limit);
        parameters.require();
        long before = after == null ? Long.MAX_VALUE : Long.parseLong(after.key());
        List<Recorded> rows = log.page(filter, before, size + 1);
        Page<Recorded> page =
                Page.of(rows, size, row -> new Cursor(row.reading().at(), Long.toString(row.position())));
        return new Page<>(page.items().stream().map(ReadingItem::of).toList(), page.nextCursor());
    }
}
