package noroshi.gateway.consumer;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import noroshi.gateway.consumer.ParkedRecords.Replayed;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** 保留記録の窓口. Lets an administrator put parked records through again, once what was wrong is repaired. */
@RestController
@Tag(name = "administration", description = "保守. What an administrator does with a running hub.")
@SecurityRequirement(name = "bearer")
public final class ParkedDesk {

    private final ParkedRecords parked;

    public ParkedDesk(ParkedRecords parked) {
        this.parked = parked;
    }

    @PostMapping(path = "/v1/parked/replay", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "replayParked",
            summary = "保留記録を再処理する",
            description = "Puts every parked record through again, in order. What fails again stays parked.")
    @ApiResponse(responseCode = "200", description = "再処理の結果")
    Replayed replay() throws InterruptedException {
        return parked.replay();
    }
}
