package noroshi.api.desk;

import static java.util.Objects.requireNonNullElseGet;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import noroshi.api.desk.Reference.AuthorityRow;
import noroshi.api.desk.Reference.BusinessRow;
import noroshi.api.desk.Reference.OfficeRow;
import noroshi.api.desk.Reference.OperatorRow;
import noroshi.api.desk.Reference.RuleRow;
import noroshi.api.desk.Reference.SectorRow;
import noroshi.core.Fault;
import noroshi.core.Reason;
import noroshi.core.deadline.Tokyo;
import noroshi.core.regime.Regimes;
import noroshi.core.register.OperatorCommand.RegisterOperator;
import noroshi.core.register.OperatorSlug;
import noroshi.core.register.ScopeCommand.ReviseSector;
import noroshi.core.register.ScopeEvent;
import noroshi.core.sector.Scope;
import noroshi.core.sector.SectorCode;
import noroshi.core.sharing.Viewer;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** 登録簿の窓口. Shows what is in force on a day, and takes what the national office changes. */
@RestController
@RequestMapping("/v1/register")
@Tag(name = "register")
public final class RegisterDesk {

    /** The gateway's view that keeps topics, rights and users at the broker as the register has them. */
    public static final String KAFKA_DOORS = "doors";

    private final Register register;
    private final Dispatch dispatch;
    private final Progress progress;
    private final InstantSource clock;

    public RegisterDesk(Register register, Dispatch dispatch, Progress progress, InstantSource clock) {
        this.register = register;
        this.dispatch = dispatch;
        this.progress = progress;
        this.clock = clock;
    }

    @GetMapping("/operators")
    @Operation(
            operationId = "listOperators",
            summary = "事業者の一覧",
            description =
                    "The operators with the memberships and designations in force on a day. An operator sees its own"
                            + " entry in full and of the others their names and memberships only.")
    Reference<OperatorRow> operators(
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate on,
            @RequestParam(required = false) @Nullable Long atLeast,
            Viewer viewer) {
        LocalDate day = dayAt(on, atLeast);
        Scope scope = register.scope();
        var sight = new RegisterSight(viewer, scope, day);
        return new Reference<>(
                day, register.operators().stream().map(sight::row).toList());
    }

    @GetMapping("/sectors")
    @Operation(
            operationId = "listSectors",
            summary = "重要インフラ分野の一覧",
            description = "The sectors and sub-sectors of the Action Plan in force on a day, each with its ministry.")
    Reference<SectorRow> sectors(
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate on,
            @RequestParam(required = false) @Nullable Long atLeast) {
        LocalDate day = dayAt(on, atLeast);
        return new Reference<>(
                day, register.scope().sectorsOn(day).stream().map(SectorRow::of).toList());
    }

    @GetMapping("/businesses")
    @Operation(
            operationId = "listBusinesses",
            summary = "特定社会基盤事業の一覧",
            description =
                    "The businesses and sub-businesses in force on a day, each with its ministers, the lead first.")
    Reference<BusinessRow> businesses(
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate on,
            @RequestParam(required = false) @Nullable Long atLeast) {
        LocalDate day = dayAt(on, atLeast);
        return new Reference<>(
                day,
                register.scope().businessesOn(day).stream().map(BusinessRow::of).toList());
    }

    @GetMapping("/ministries")
    @Operation(
            operationId = "listMinistries",
            summary = "機関の一覧",
            description = "The authorities there are on a day, each by its name of that day.")
    Reference<AuthorityRow> ministries(
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate on,
            @RequestParam(required = false) @Nullable Long atLeast) {
        LocalDate day = dayAt(on, atLeast);
        return new Reference<>(
                day,
                register.scope().authoritiesOn(day).stream()
                        .map(AuthorityRow::of)
                        .toList());
    }

    @GetMapping("/offices")
    @Operation(
            operationId = "listOffices",
            summary = "地方支分部局の一覧",
            description =
                    "The regional offices in force on a day: which receives a copy of what goes to which ministry,"
                            + " from which sectors, for damage in which prefectures.")
    Reference<OfficeRow> offices(
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate on,
            @RequestParam(required = false) @Nullable Long atLeast) {
        LocalDate day = dayAt(on, atLeast);
        return new Reference<>(
                day, register.scope().officesOn(day).stream().map(OfficeRow::of).toList());
    }

    @GetMapping("/rules")
    @Operation(
            operationId = "listRules",
            summary = "制度の定めの一覧",
            description = "The terms of every regime in force on a day: rules, deadlines and articles.")
    Reference<RuleRow> rules(
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate on,
            @RequestParam(required = false) @Nullable Long atLeast) {
        LocalDate day = dayAt(on, atLeast);
        return new Reference<>(
                day,
                Regimes.all().stream()
                        .flatMap(regime -> regime.terms().rows().stream()
                                .filter(term -> term.inForce().contains(day))
                                .map(term -> RuleRow.of(regime.code(), term)))
                        .toList());
    }

    @PutMapping("/operators/{slug}")
    @Operation(
            operationId = "registerOperator",
            summary = "事業者を登録・変更する",
            description =
                    "Lets the register say this of an operator. Answered once intake, by HTTP and by Kafka, and tokens"
                            + " honour it; 503 while the broker does not, though it is recorded. The same again changes"
                            + " nothing.")
    Reached register(
            @PathVariable String slug,
            @Schema(implementation = OperatorForm.class) @RequestBody JsonNode body,
            Viewer viewer) {
        OperatorSlug operator = named("slug", slug, OperatorSlug::new, "小文字の英数字とハイフン", "a-z, 0-9 and hyphens");
        var command = new RegisterOperator(
                OperatorForm.read(operator, body, register.scope()), viewer.identity(), clock.instant());
        return honoured(dispatch.to("operator", operator.value(), command, viewer.identity()));
    }

    @PutMapping("/sectors/{code}")
    @Operation(
            operationId = "reviseSector",
            summary = "分野を追加・見直しする",
            description =
                    "Lets this row of a sector or sub-sector stand in the scope of protection. Answered once intake"
                            + " honours it and its topics are there; 503 while the broker does not answer, though it is"
                            + " recorded. The same again changes nothing.")
    Reached revise(
            @Parameter(description = "分野コード. The code of the sector or sub-sector.", example = "POSTAL") @PathVariable
                    String code,
            @Schema(implementation = SectorForm.class) @RequestBody JsonNode body,
            Viewer viewer) {
        SectorCode sector = named("code", code, SectorCode::new, "大文字の英数字と _", "A-Z, 0-9 and _");
        var command =
                new ReviseSector(SectorForm.read(sector, body, register.scope()), viewer.identity(), clock.instant());
        return honoured(dispatch.to("scope", ScopeEvent.NATIONAL, command, viewer.identity()));
    }

    /**
     * What was recorded, once tokens and both doors honour it. With the broker away it is recorded and told to nobody: 503,
     * and the same again waits for it again and changes nothing.
     */
    private Reached honoured(Reached reached) {
        progress.require(RegisterProjection.NAME, reached.position());
        progress.require(KAFKA_DOORS, reached.position());
        return reached;
    }

    /** The day asked for, once the register is as the caller knows it. */
    private LocalDate dayAt(@Nullable LocalDate on, @Nullable Long atLeast) {
        progress.reach(RegisterProjection.NAME, atLeast);
        return requireNonNullElseGet(on, () -> Tokyo.dayOf(clock.instant()));
    }

    private static <T> T named(
            String item, String text, Function<String, T> read, String expectedJa, String expectedEn) {
        try {
            return read.apply(text);
        } catch (IllegalArgumentException e) {
            throw new Unacceptable(List.of(Fault.of(Reason.INVALID, item, text, expectedJa, expectedEn)));
        }
    }
}
