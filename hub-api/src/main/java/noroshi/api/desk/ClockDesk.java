package noroshi.api.desk;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import noroshi.api.page.Years;
import noroshi.api.view.Times;
import noroshi.core.Reason;
import noroshi.core.Refused;
import noroshi.web.NotFound;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** 時計の窓口. Moves a demo's clock forward; a hub without demo identities has no such thing. */
@RestController
@Tag(name = "demo")
public final class ClockDesk {

    private final InstantSource clock;
    private final DemoIdentities identities;

    public ClockDesk(InstantSource clock, DemoIdentities identities) {
        this.clock = clock;
        this.identities = identities;
    }

    /** 時刻. */
    @Schema(description = "時刻. The time that the hub reckons with.")
    record ClockForm(
            @Schema(
                    description = "RFC 3339 with offset; not before the time the clock tells.",
                    requiredMode = Schema.RequiredMode.REQUIRED,
                    example = "2026-10-01T09:00:00+09:00")
            OffsetDateTime now) {

        /**
         * Reads the body.
         *
         * @throws Unacceptable with every fault
         */
        static ClockForm read(JsonNode body) {
            var items = JsonItems.of(body, ClockForm.class);
            OffsetDateTime now = items.value(
                    "now", ClockForm::time, "2026-10-01T09:00:00+09:00 の形", "like 2026-10-01T09:00:00+09:00");
            items.requireNoFault();
            return new ClockForm(Read.of(now));
        }

        private static OffsetDateTime time(String text) {
            try {
                var time = OffsetDateTime.parse(text);
                return Years.within(time.toInstant()).atOffset(time.getOffset());
            } catch (DateTimeException e) {
                throw new IllegalArgumentException(e);
            }
        }
    }

    @PostMapping("/v1/demo/clock")
    @Operation(
            operationId = "setClock",
            summary = "デモの時計を進める",
            description = "Moves the domain clock of a demo forward, never back. Tokens keep to real time.")
    ClockForm set(
            @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            description = "時刻. The time to go on from.",
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(implementation = ClockForm.class),
                                            examples =
                                                    @ExampleObject(
                                                            name = "firstDay",
                                                            summary = "強化法の施行日",
                                                            value = "{\"now\": \"2026-10-01T09:00:00+09:00\"}")))
                    @RequestBody
                    JsonNode body) {
        if (!identities.on() || !(clock instanceof SettableClock settable)) {
            throw new NotFound("clock");
        }
        Instant now = ClockForm.read(body).now().toInstant();
        try {
            settable.moveTo(now);
        } catch (IllegalArgumentException backward) {
            Instant told = clock.instant();
            throw new Refused(Reason.CLOCK_BACKWARD, "now", now, told + " 以後", "not before " + told);
        }
        return new ClockForm(Times.inTokyo(clock.instant()));
    }
}
