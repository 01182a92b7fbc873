package noroshi.core.mode;

import java.time.Instant;
import java.util.List;
import noroshi.core.sector.SectorCode;
import org.axonframework.eventsourcing.annotation.EventTag;
import org.axonframework.messaging.eventhandling.annotation.Event;

/** 態勢の記録. It bears the scope's tag: what is decided on the scope is decided on the mode, in one condition. */
public sealed interface ModeEvent {

    Instant at();

    /**
     * 態勢の切替え.
     *
     * @param sectors the top-level sectors it is for; none for the whole nation
     * @param reason read by everybody, so it is stored in clear
     */
    @Event(namespace = "noroshi", name = "ModeSwitched", version = "1")
    record ModeSwitched(
            @EventTag(key = "scope") String scope,
            Mode mode,
            List<SectorCode> sectors,
            String reason,
            String by,
            Instant at)
            implements ModeEvent {

        public ModeSwitched {
            sectors = List.copyOf(sectors);
        }
    }
}
