package noroshi.api.desk;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.InstantSource;
import java.util.List;
import noroshi.api.desk.Register.Registered;
import noroshi.core.Fault;
import noroshi.core.Reason;
import noroshi.core.deadline.Tokyo;
import noroshi.core.register.OperatorEntry;
import noroshi.core.register.ScopeCommand;
import noroshi.core.register.ScopeCommand.ReviewScope;
import noroshi.core.register.ScopeCommand.ReviseBusiness;
import noroshi.core.register.ScopeEvent;
import noroshi.core.register.ScopeEvent.BusinessRevised;
import noroshi.core.register.ScopeEvent.SectorRevised;
import noroshi.core.sector.BusinessCode;
import noroshi.core.sector.Scope;
import noroshi.core.sharing.Viewer;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** 防護範囲の窓口. Where the national office adds, splits and retires sectors and businesses while the hub runs. */
@RestController
@RequestMapping("/v1/register")
@Tag(name = "register")
public final class ScopeDesk {

    private final Register register;
    private final Dispatch dispatch;
    private final Progress progress;
    private final InstantSource clock;

    public ScopeDesk(Register register, Dispatch dispatch, Progress progress, InstantSource clock) {
        this.register = register;
        this.dispatch = dispatch;
        this.progress = progress;
        this.clock = clock;
    }

    @PutMapping("/businesses/{code}")
    @Operation(
            operationId = "reviseBusiness",
            summary = "事業を追加・見直しする",
            description = "Lets this row of a business or sub-business stand in the scope of protection. Answered once"
                    + " intake honours it and its ministers' topics are there; 503 while the broker does not answer,"
                    + " though it is recorded. The same again changes nothing.")
    Reached revise(
            @Parameter(description = "事業コード. The code of the business or sub-business.", example = "KI_MEDICAL")
                    @PathVariable
                    String code,
            @Schema(implementation = BusinessForm.class) @RequestBody JsonNode body,
            Viewer viewer) {
        var row = BusinessForm.read(named(code), body, register.scope());
        return honoured(new ReviseBusiness(row, viewer.identity(), clock.instant()), viewer);
    }

    @PostMapping("/scope/reviews")
    @Operation(
            operationId = "reviewScope",
            summary = "防護範囲を見直す",
            description = "Lets several rows of sectors and businesses stand at once, all or none: a split ends one and"
                    + " begins its successors. Tells which memberships and designations are to be recorded anew; until"
                    + " then what is filed for them goes to triage. A thread keeps the law of its day of awareness."
                    + " The same again changes nothing.")
    Reviewed review(
            @Parameter(description = "Tells what would change, and changes nothing.", example = "true")
                    @RequestParam(defaultValue = "false")
                    boolean dryRun,
            @Schema(implementation = ReviewForm.class) @RequestBody JsonNode body,
            Viewer viewer) {
        Scope before = register.scope();
        ReviewScope review = ReviewForm.read(body, before, viewer.identity(), clock.instant());
        List<ScopeEvent> changes = ScopeCommand.decide(review, before);
        Scope after = before;
        for (ScopeEvent change : changes) {
            after = ScopeEvent.evolve(after, change);
        }
        Long position = dryRun ? null : honoured(review, viewer).position();
        return new Reviewed(
                dryRun, changes.stream().map(ScopeDesk::code).toList(), Lapse.of(entries(), after), position);
    }

    @GetMapping("/lapses")
    @Operation(
            operationId = "listLapses",
            summary = "失われる所属・指定",
            description = "The memberships and designations that go on beyond the last day of their sector or business,"
                    + " past or to come, the first to end first: they are to be recorded anew, and end with that day.")
    Reference<Lapse> lapses(@RequestParam(required = false) @Nullable Long atLeast) {
        progress.reach(RegisterProjection.NAME, atLeast);
        return new Reference<>(Tokyo.dayOf(clock.instant()), Lapse.of(entries(), register.scope()));
    }

    private List<OperatorEntry> entries() {
        return register.operators().stream().map(Registered::entry).toList();
    }

    private Reached honoured(ScopeCommand command, Viewer viewer) {
        Reached reached = dispatch.to("scope", ScopeEvent.NATIONAL, command, viewer.identity());
        progress.require(RegisterProjection.NAME, reached.position());
        progress.require(RegisterDesk.KAFKA_DOORS, reached.position());
        return reached;
    }

    private static String code(ScopeEvent change) {
        return switch (change) {
            case SectorRevised revised -> revised.row().code().value();
            case BusinessRevised revised -> revised.row().code().value();
        };
    }

    private static BusinessCode named(String code) {
        try {
            return new BusinessCode(code);
        } catch (IllegalArgumentException e) {
            throw new Unacceptable(
                    List.of(Fault.of(Reason.INVALID, "code", code, "KI_ で始まる大文字の英数字と _", "KI_ and A-Z, 0-9 and _")));
        }
    }
}
