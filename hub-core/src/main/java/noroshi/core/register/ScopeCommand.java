package noroshi.core.register;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import noroshi.core.Refused;
import noroshi.core.register.ScopeEvent.BusinessRevised;
import noroshi.core.register.ScopeEvent.SectorRevised;
import noroshi.core.sector.Business;
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

    /** 事業の見直し. The same for a row of a business or sub-business. */
    @Command(namespace = "noroshi", name = "ReviseBusiness", version = "1")
    record ReviseBusiness(Business row, String by, Instant at) implements ScopeCommand {}

    /**
     * 防護範囲の見直し. Let all these rows stand, or none of them: where a sector is split, it ends and its successors
     * begin in one act, so that on no day there is neither.
     */
    @Command(namespace = "noroshi", name = "ReviewScope", version = "1")
    record ReviewScope(List<Sector> sectors, List<Business> businesses, String by, Instant at) implements ScopeCommand {

        public ReviewScope {
            sectors = List.copyOf(sectors);
            businesses = List.copyOf(businesses);
        }
    }

    /**
     * What follows from {@code command}; none where the scope says so already.
     *
     * @throws Refused as INVALID if a row does not fit the scope; the fault names the item
     */
    static List<ScopeEvent> decide(ScopeCommand command, Scope scope) {
        return switch (command) {
            case ReviseSector(var row, var by, var at) -> {
                ScopeRules.require(ScopeRules.faults(row, scope));
                yield events(List.of(row), List.of(), scope, by, at);
            }
            case ReviseBusiness(var row, var by, var at) -> {
                ScopeRules.require(ScopeRules.faults(row, scope));
                yield events(List.of(), List.of(row), scope, by, at);
            }
            case ReviewScope(var sectors, var businesses, var by, var at) -> {
                ScopeRules.require(ScopeRules.faults(sectors, businesses, scope));
                yield events(sectors, businesses, scope, by, at);
            }
        };
    }

    private static List<ScopeEvent> events(
            List<Sector> sectors, List<Business> businesses, Scope scope, String by, Instant at) {
        List<ScopeEvent> events = new ArrayList<>();
        Scope now = scope;
        for (Sector row : sectors) {
            if (!now.with(row).equals(now)) {
                events.add(new SectorRevised(ScopeEvent.NATIONAL, row, by, at));
                now = now.with(row);
            }
        }
        for (Business row : businesses) {
            if (!now.with(row).equals(now)) {
                events.add(new BusinessRevised(ScopeEvent.NATIONAL, row, by, at));
                now = now.with(row);
            }
        }
        return events;
    }
}
