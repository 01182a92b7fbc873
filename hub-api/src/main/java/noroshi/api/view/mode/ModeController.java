package noroshi.api.view.mode;

import static noroshi.api.view.Times.inTokyo;
import static noroshi.api.view.Times.inTokyoOrNull;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import noroshi.api.page.Parameters;
import noroshi.api.view.mode.ModeItem.SectorMode;
import noroshi.api.view.mode.ModeItem.Switch;
import noroshi.core.mode.Mode;
import noroshi.core.mode.ModeEvent.ModeSwitched;
import noroshi.core.mode.Modes;
import noroshi.core.register.ScopeEvent;
import noroshi.core.sector.SectorCode;
import noroshi.core.sharing.Viewer;
import noroshi.core.sharing.Viewer.Role;
import noroshi.ledger.Ledger;
import noroshi.ledger.RecordedEvent;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** 態勢の閲覧窓口. The few switches there are, are read from the record itself: the answer is never behind. */
@RestController
@Tag(name = "mode")
public final class ModeController {

    private final Ledger ledger;

    public ModeController(Ledger ledger) {
        this.ledger = ledger;
    }

    @GetMapping("/v1/mode")
    @Operation(
            operationId = "getMode",
            summary = "態勢",
            description = "Whether information is shared as in normal times or as in a large-scale failure of critical"
                    + " infrastructure services, in the nation and by sector, since when and why; or how it was known to be"
                    + " at a past instant.")
    ModeItem mode(
            @Parameter(hidden = true) Viewer viewer,
            @Parameter(schema = @Schema(type = "string", format = "date-time"))
                    @RequestParam(required = false)
                    @Nullable String asOf,
            @Parameter(schema = @Schema(type = "integer", format = "int64")) @RequestParam(required = false) @Nullable String atLeast) {
        var parameters = new Parameters();
        Instant known = parameters.instant("asOf", asOf);
        parameters.atLeast(atLeast);
        parameters.require();
        boolean named = viewer.role() == Role.NCO || viewer.role() == Role.AUDITOR;
        Modes modes = Modes.NORMAL;
        var history = new ArrayList<Switch>();
        for (RecordedEvent recorded : ledger.ofTag("scope", ScopeEvent.NATIONAL)) {
            if (recorded.payload() instanceof ModeSwitched switched
                    && (known == null || !recorded.recordedAt().isAfter(known))) {
                modes = modes.after(switched);
                history.addFirst(item(recorded, switched, named));
            }
        }
        return new ModeItem(
                modes.nation() == null ? Mode.NORMAL : Mode.LARGE_SCALE,
                inTokyoOrNull(modes.nation()),
                modes.sectors().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(one -> new SectorMode(one.getKey().value(), inTokyo(one.getValue())))
                        .toList(),
                List.copyOf(history));
    }

    private static Switch item(RecordedEvent recorded, ModeSwitched switched, boolean named) {
        return new Switch(
                recorded.position(),
                switched.mode(),
                switched.sectors().stream().map(SectorCode::value).toList(),
                switched.reason(),
                named ? switched.by() : null,
                inTokyo(switched.at()),
                inTokyo(recorded.recordedAt()));
    }
}
