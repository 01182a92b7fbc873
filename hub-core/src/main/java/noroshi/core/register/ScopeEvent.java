package noroshi.core.register;

import java.time.Instant;
import noroshi.core.sector.Business;
import noroshi.core.sector.Scope;
import noroshi.core.sector.Sector;
import org.axonframework.eventsourcing.annotation.EventTag;
import org.axonframework.messaging.eventhandling.annotation.Event;

/** 防護範囲の記録. What has happened to the scope. */
public sealed interface ScopeEvent {

    /** When the register was changed. */
    Instant at();

    /** The one scope there is: the nation's. */
    String NATIONAL = "national";

    /** 分野の見直し. A row of a sector or sub-sector was added or took the place of another. */
    @Event(namespace = "noroshi", name = "SectorRevised", version = "1")
    record SectorRevised(@EventTag(key = "scope") String scope, Sector row, String by, Instant at)
            implements ScopeEvent {}

    /** 事業の見直し. A row of a business or sub-business was added or took the place of another. */
    @Event(namespace = "noroshi", name = "BusinessRevised", version = "1")
    record BusinessRevised(@EventTag(key = "scope") String scope, Business row, String by, Instant at)
            implements ScopeEvent {}

    /** The scope after an event; before all events it is {@link Scope#shipped()}. */
    static Scope evolve(Scope scope, ScopeEvent event) {
        return switch (event) {
            case SectorRevised revised -> scope.with(revised.row());
            case BusinessRevised revised -> scope.with(revised.row());
        };
    }
}
