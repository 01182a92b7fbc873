package noroshi.api.view;

import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import noroshi.core.asset.AssetEvent;
import noroshi.core.asset.AssetNotifications;
import noroshi.core.register.OperatorEvent;
import noroshi.core.register.OperatorEvent.OperatorRegistered;
import noroshi.core.register.OperatorEvent.OperatorRevised;
import noroshi.core.register.OperatorSlug;
import noroshi.core.register.ScopeEvent;
import noroshi.core.register.ScopeEvent.BusinessRevised;
import noroshi.ledger.Ledger;
import noroshi.ledger.RecordedEvent;

/**
 * 資産届出の畳込み. What operators have notified and owe, as their events in the record lead to it. They are few an operator,
 * and seldom more: nothing is remembered.
 */
public final class AssetFolds {

    private final Ledger ledger;

    /** @param ledger the record that the views follow */
    public AssetFolds(Ledger ledger) {
        this.ledger = ledger;
    }

    /** Those of whom a round of events may say something else, all of {@code known} where it is the scope that does. */
    public static Set<OperatorSlug> touched(List<RecordedEvent> batch, Known known) throws SQLException {
        var touched = new LinkedHashSet<OperatorSlug>();
        for (RecordedEvent event : batch) {
            switch (event.payload()) {
                case OperatorRegistered registered -> touched.add(registered.operator());
                case OperatorRevised revised -> touched.add(revised.operator());
                case AssetEvent happened -> touched.add(happened.operator());
                case BusinessRevised _ -> touched.addAll(known.operators());
                default -> {}
            }
        }
        return touched;
    }

    /** Whether any operator's notifications may be others by what happened. */
    public static boolean concern(Object happened) {
        return happened instanceof OperatorEvent || happened instanceof AssetEvent || happened instanceof ScopeEvent;
    }

    /** The operators that a view holds already. */
    public interface Known {

        Collection<OperatorSlug> operators() throws SQLException;
    }

    /** The notifications of each, as they stood at a position of the record. */
    public Map<OperatorSlug, AssetNotifications> at(long position, Set<OperatorSlug> operators) {
        if (operators.isEmpty()) {
            return Map.of();
        }
        List<RecordedEvent> scope = ledger.ofTag("scope", ScopeEvent.NATIONAL);
        Map<String, List<RecordedEvent>> own = ledger.ofTags(
                "operator", operators.stream().map(OperatorSlug::value).toList());
        Map<OperatorSlug, AssetNotifications> all = new HashMap<>();
        for (OperatorSlug operator : operators) {
            AssetNotifications known = after(AssetNotifications.NONE, scope, position);
            all.put(operator, after(known, own.getOrDefault(operator.value(), List.of()), position));
        }
        return all;
    }

    private static AssetNotifications after(AssetNotifications before, List<RecordedEvent> events, long position) {
        AssetNotifications known = before;
        for (RecordedEvent event : events) {
            if (event.position() <= position) {
                known = switch (event.payload()) {
                    case OperatorEvent happened -> known.after(happened);
                    case ScopeEvent happened -> known.after(happened);
                    case AssetEvent happened -> known.after(happened);
                    default -> known;
                };
            }
        }
        return known;
    }
}
