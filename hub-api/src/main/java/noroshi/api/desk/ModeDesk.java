package noroshi.api.desk;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.InstantSource;
import noroshi.core.mode.ModeCommand.SwitchMode;
import noroshi.core.register.ScopeEvent;
import noroshi.core.sharing.Viewer;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** 態勢の窓口. Where the national office says how information is to be shared. */
@RestController
@Tag(name = "mode")
public final class ModeDesk {

    private final Dispatch dispatch;
    private final InstantSource clock;

    /** @param clock the domain's */
    public ModeDesk(Dispatch dispatch, InstantSource clock) {
        this.dispatch = dispatch;
        this.clock = clock;
    }

    @PostMapping("/v1/mode")
    @Operation(
            operationId = "switchMode",
            summary = "態勢を切り替える",
            description =
                    "By the national office, for the whole nation or some sectors. While it is LARGE_SCALE, targets of"
                            + " first contact are shorter and a bulletin that is issued waits for no step of its relay. Running"
                            + " threads get the targets of the mode; nobody is late by the switch itself. The same again changes"
                            + " nothing.")
    Reached switchMode(@Schema(implementation = ModeForm.class) @RequestBody JsonNode body, Viewer viewer) {
        ModeForm.Stated stated = ModeForm.read(body);
        return dispatch.to(
                "scope",
                ScopeEvent.NATIONAL,
                new SwitchMode(stated.mode(), stated.sectors(), stated.reason(), viewer.identity(), clock.instant()),
                viewer.identity());
    }
}
