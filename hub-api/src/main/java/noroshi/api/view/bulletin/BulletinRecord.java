package noroshi.api.view.bulletin;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import noroshi.core.bulletin.Bulletin;
import noroshi.core.bulletin.Bulletin.Written;
import noroshi.core.bulletin.BulletinCase;
import noroshi.core.bulletin.BulletinEvent;
import noroshi.core.bulletin.BulletinId;
import noroshi.core.bulletin.Drawn;
import noroshi.core.register.OperatorEvent;
import noroshi.core.register.ScopeEvent;
import noroshi.core.thread.ReportThreadEvent;
import noroshi.ledger.Ledger;
import noroshi.ledger.RecordedEvent;

/** 情報提供の記録. Bulletins as the record has them; what is erased is erased here too. */
public final class BulletinRecord {

    private final Ledger ledger;

    public BulletinRecord(Ledger ledger) {
        this.ledger = ledger;
    }

    /** One bulletin and the position of its last event. */
    public record Stored(Written bulletin, long position) {}

    /** A bulletin, or empty if there is none. */
    public Optional<Stored> find(BulletinId id) {
        return Optional.ofNullable(all(List.of(id), Long.MAX_VALUE).get(id));
    }

    /** Those bulletins, as far as there are any, up to a position. */
    Map<BulletinId, Stored> all(Collection<BulletinId> ids, long upTo) {
        Map<String, List<RecordedEvent>> events =
                ledger.ofTags("thread", ids.stream().map(BulletinId::toString).toList());
        var all = new LinkedHashMap<BulletinId, Stored>();
        for (BulletinId id : ids) {
            Bulletin bulletin = Bulletin.UNWRITTEN;
            long position = 0;
            for (RecordedEvent recorded : events.getOrDefault(id.toString(), List.of())) {
                if (recorded.position() <= upTo && recorded.payload() instanceof BulletinEvent event) {
                    bulletin = Bulletin.evolve(bulletin, event);
                    position = recorded.position();
                }
            }
            if (bulletin instanceof Written written) {
                all.put(id, new Stored(written, position));
            }
        }
        return all;
    }

    /** All that a decision on a bulletin rests on, so that every fault can be told before it is asked for. */
    public BulletinCase caseOf(BulletinId id, List<Drawn> drawn) {
        BulletinCase known = BulletinCase.NONE;
        var tagged = new ArrayList<RecordedEvent>(ledger.ofTag("scope", ScopeEvent.NATIONAL));
        tagged.addAll(ledger.ofTag("thread", id.toString()));
        drawn.stream()
                .map(Drawn::thread)
                .distinct()
                .forEach(thread -> tagged.addAll(ledger.ofTag("thread", thread.toString())));
        drawn.stream()
                .map(Drawn::operator)
                .distinct()
                .forEach(operator -> tagged.addAll(ledger.ofTag("operator", operator.value())));
        for (RecordedEvent recorded : tagged) {
            known = switch (recorded.payload()) {
                case BulletinEvent event -> known.after(event);
                case ReportThreadEvent event -> known.after(event);
                case OperatorEvent event -> known.after(event);
                case ScopeEvent event -> known.after(event);
                default -> known;
            };
        }
        return known;
    }
}
