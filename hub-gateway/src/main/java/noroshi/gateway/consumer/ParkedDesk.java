package noroshi.gateway.consumer;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import noroshi.gateway.consumer.Replay.Replayed;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** 保留記録の窓口. Lets an administrator put parked and refused records through again, once what was wrong is repaired. */
@RestController
@Tag(name = "administration", description = "保守. What an administrator does with a running hub.")
@SecurityRequirement(name = "bearer")
final class ParkedDesk {

    private final Replay replay;

    ParkedDesk(Replay replay) {
        this.replay = replay;
    }

    @PostMapping(path = "/v1/parked/replay", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "replayParked",
            summary = "保留記録と不受理の記録を再処理する",
            description = "Puts every parked record through again, and every refused one that its topic still holds, in"
                    + " order. What fails again stays parked; what is refused for the same reasons stays refused, and"
                    + " nothing new is recorded of it.")
    @ApiResponse(responseCode = "200", description = "再処理の結果")
    Replayed replay() throws InterruptedException {
        return replay.run();
    }
}
