package noroshi.core.mode;

import java.time.Instant;
import java.util.List;
import noroshi.core.sector.SectorCode;
import org.axonframework.messaging.commandhandling.annotation.Command;

/** 態勢への申請. */
public sealed interface ModeCommand {

    /**
     * 態勢の切替え. By the national office; it changes nothing where it is so already.
     *
     * @param sectors the top-level sectors it is for; none for the whole nation
     */
    @Command(namespace = "noroshi", name = "SwitchMode", version = "1")
    record SwitchMode(Mode mode, List<SectorCode> sectors, String reason, String by, Instant at)
            implements ModeCommand {

        public SwitchMode {
            sectors = List.copyOf(sectors);
        }
    }
}
