package noroshi.api.export;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import noroshi.api.desk.SettableClock;
import noroshi.api.form.FormList.FormHead;
import noroshi.api.page.Parameters;
import noroshi.api.view.Times;
import noroshi.api.view.Views;
import noroshi.api.view.thread.FiledItems;
import noroshi.api.view.thread.Particulars;
import noroshi.api.view.thread.ThreadProjection;
import noroshi.api.view.thread.ThreadQuery;
import noroshi.api.view.thread.ThreadSheet;
import noroshi.core.Reason;
import noroshi.core.Refused;
import noroshi.core.register.OperatorSlug;
import noroshi.core.report.ThreadId;
import noroshi.core.sector.Scope;
import noroshi.core.sharing.Viewer;
import noroshi.form.Form;
import noroshi.form.Forms;
import noroshi.form.print.HtmlSheet;
import noroshi.form.print.PdfSheet;
import noroshi.form.print.Sheet;
import noroshi.ledger.EventJson;
import noroshi.web.Language;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.type.TypeReference;

/** 報告の出力の窓口. A report to take away, as far as the caller may see its thread; the same eyes look at both. */
@RestController
@Tag(name = "threads")
public final class ExportController {

    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private final ThreadQuery threads;
    private final Views views;
    private final Forms forms;
    private final Function<OperatorSlug, Optional<String>> operators;
    private final Supplier<Scope> scope;
    private final InstantSource clock;
    private final Printer printer;

    /**
     * Exports what these threads say.
     *
     * @param operators what an operator is called
     * @param scope what sectors, businesses and authorities are called
     * @param clock the domain's
     * @param printer lays out the PDFs
     */
    public ExportController(
            ThreadQuery threads,
            Views views,
            Forms forms,
            Function<OperatorSlug, Optional<String>> operators,
            Supplier<Scope> scope,
            InstantSource clock,
            Printer printer) {
        this.threads = threads;
        this.views = views;
        this.forms = forms;
        this.operators = operators;
        this.scope = scope;
        this.clock = clock;
        this.printer = printer;
    }

    @GetMapping("/v1/reports/{threadId}/export")
    @Operation(
            operationId = "exportReport",
            summary = "報告の出力",
            description = "The report as it stands, as far as the caller may see it: as JSON, as a page to print on A4"
                    + " or as PDF, by format or else by Accept; in Japanese or English by Accept-Language. 406 where it"
                    + " is too long for a PDF. It is no receipt by any addressee.")
    @ApiResponse(
            responseCode = "200",
            description = "The report.",
            content = {
                @Content(mediaType = "application/json", schema = @Schema(implementation = ReportExport.class)),
                @Content(mediaType = "text/html", schema = @Schema(type = "string")),
                @Content(mediaType = "application/pdf", schema = @Schema(type = "string", format = "binary"))
            })
    ResponseEntity<Object> export(
            @Parameter(hidden = true) Viewer viewer,
            @PathVariable UUID threadId,
            @Parameter(
                            description = "The shape asked for, whatever is accepted.",
                            schema =
                                    @Schema(
                                            type = "string",
                                            allowableValues = {"json", "html", "pdf"}))
                    @RequestParam(required = false)
                    @Nullable String format,
            @Parameter(schema = @Schema(type = "integer", format = "int64")) @RequestParam(required = false) @Nullable String atLeast,
            HttpServletRequest request)
            throws HttpMediaTypeNotAcceptableException {
        var parameters = new Parameters();
        ExportFormat asked = parameters.choice("format", format, ExportFormat.class);
        long position = parameters.atLeast(atLeast);
        parameters.require();
        ExportFormat shape = asked == null ? accepted(request) : asked;
        views.reach(ThreadProjection.NAME, position);
        var id = new ThreadId(threadId);
        ThreadSheet thread = threads.sheet(viewer, id)
                .orElseThrow(() -> new Refused(
                        Reason.THREAD_UNKNOWN, "threadId", id, "閲覧できる事案", "a thread that the caller may see"));
        return answer(thread, shape, new Words(Language.of(request)));
    }

    private static ExportFormat accepted(HttpServletRequest request) throws HttpMediaTypeNotAcceptableException {
        List<String> accept = Collections.list(request.getHeaders(HttpHeaders.ACCEPT));
        return ExportFormat.accepted(accept)
                .orElseThrow(() -> new HttpMediaTypeNotAcceptableException(Arrays.stream(ExportFormat.values())
                        .map(ExportFormat::type)
                        .toList()));
    }

    private ResponseEntity<Object> answer(ThreadSheet thread, ExportFormat shape, Words words)
            throws HttpMediaTypeNotAcceptableException {
        @Nullable Form form = form(thread);
        var answer = ResponseEntity.ok().contentType(shape.type());
        return switch (shape) {
            case JSON -> answer.body(json(thread, form, words));
            case HTML -> {
                var page = new HtmlSheet(sheet(thread, form, words));
                yield answer.header("Content-Security-Policy", page.contentPolicy())
                        .header(HttpHeaders.CONTENT_DISPOSITION, named(thread, "html"))
                        .body(page.text().getBytes(StandardCharsets.UTF_8));
            }
            case PDF -> {
                Sheet sheet = sheet(thread, form, words);
                if (!PdfSheet.isPrintable(sheet)) {
                    throw new HttpMediaTypeNotAcceptableException(
                            List.of(ExportFormat.JSON.type(), ExportFormat.HTML.type()));
                }
                yield answer.header(HttpHeaders.CONTENT_DISPOSITION, named(thread, "pdf"))
                        .body(printer.pdf(sheet));
            }
        };
    }

    private static String named(ThreadSheet thread, String ending) {
        return ContentDisposition.attachment()
                .filename("noroshi-%s.%s".formatted(thread.threadId(), ending))
                .build()
                .toString();
    }

    private ReportExport json(ThreadSheet thread, @Nullable Form form, Words words) {
        Particulars filing = thread.filing();
        return new ReportExport(
                words.of("notice.receipt"),
                Times.inTokyo(clock.instant()),
                form == null ? null : FormHead.of(form),
                filing == null
                        ? null
                        : EventJson.mapper().convertValue(FiledItems.of(filing, thread.content()), OBJECT),
                thread);
    }

    private Sheet sheet(ThreadSheet thread, @Nullable Form form, Words words) {
        String operator = thread.operator();
        return new ReportSheet(words, scope.get())
                .of(
                        thread,
                        form,
                        operator == null
                                ? null
                                : operators.apply(new OperatorSlug(operator)).orElse(operator),
                        Times.inTokyo(clock.instant()),
                        clock instanceof SettableClock settable && settable.isSet());
    }

    /** The edition of the day on which the latest report came in. */
    private @Nullable Form form(ThreadSheet thread) {
        Particulars filing = thread.filing();
        return filing == null
                ? null
                : forms.find(
                                filing.form(),
                                thread.reports().getLast().receivedAt().toLocalDate())
                        .orElse(null);
    }
}
