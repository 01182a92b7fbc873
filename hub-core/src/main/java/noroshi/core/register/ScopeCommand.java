package noroshi.core.register;

import java.time.Instant;
import java.util.List;
import noroshi.core.Refused;
import noroshi.core.register.ScopeEvent.SectorRevised;
import noroshi.core.sector.Scope;
import noroshi.core.sector.Sector;
import org.axonframework.messaging.commandhandling.annotation.Command;

/** 防護範囲への申請. What can be asked of the scope. */
public sealed interface ScopeCommand {

    /**
     * 分野の見直し. Let this row of a sector or sub-sector stand in the scope, new or in place of the one of the
     * same code and first day; it changes nothing when said again.
     *
     * @param by who asks, as the text of their identity
     */
    @Command(namespace = "noroshi", name = "ReviseSector", version = "1")
    record ReviseSector(Sector row, String by, Instant at) implements ScopeCommand {}

    /**
     * What follows from {@code command}; none where the scope says so already.
     *
     * @throws Refused as INVALID if the row does not fit the scope; the fault names the item
     */
    static List<ScopeEvent> decide(ScopeCommand command, Scope scope) {
        return switch (command) {
            case ReviseSector revise when scope.with(revise.row()).equals(scope) -> List.of();
            case ReviseSector(var row, var by, var at) -> {
                SectorRules.require(row, scope);
                yield List.of(new SectorRevised(ScopeEvent.NATIONAL, row, by, at));
            }
        };
    }
}
