package noroshi.api.view.bulletin;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
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
import noroshi.core.mode.ModeEvent;
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

    /** When the event at that position was recorded. */
    public Instant recordedAt(long position) {
        return ledger.read(position - 1, 1).getFirst().recordedAt();
    }

    /** One bulletin and the position of its last event. */
    public record Stored(Written bulletin, long position) {}

    /** A bulletin, or empty if there is none. */
    public Optional<Stored> find(BulletinId id) {
        return Optional.ofNullable(all(List.of(id), Long.MAX_VALUE).get(id));
    }

    /** Those bulletins, as far as there are any, up to a position. */
    Map<BulletinId, Stored> all(Collection<BulletinId> ids, long upTo) {
        var all = new LinkedHashMap<BulletinId, Stored>();
        histories(ids, upTo)
                .forEach((id, states) -> all.put(id, states.getLast().stored()));
        return all;
    }

    /** A bulletin after one of its events, and when that was recorded. */
    public record State(Stored stored, Instant recorded) {}

    /** Those bulletins, as far as there are any, after each of their events up to a position. */
    public Map<BulletinId, List<State>> histories(Collection<BulletinId> ids, long upTo) {
        Map<String, List<RecordedEvent>> events =
                ledger.ofTags("thread", ids.stream().map(BulletinId::toString).toList());
        var all = new LinkedHashMap<BulletinId, List<State>>();
        for (BulletinId id : ids) {
            Bulletin bulletin = Bulletin.UNWRITTEN;
            var states = new ArrayList<State>();
            for (RecordedEvent recorded : events.getOrDefault(id.toString(), List.of())) {
                if (recorded.position() <= upTo && recorded.payload() instanceof BulletinEvent event) {
                    bulletin = Bulletin.evolve(bulletin, event);
                    if (bulletin instanceof Written written) {
                        states.add(new State(new Stored(written, recorded.position()), recorded.recordedAt()));
                    }
                }
            }
            if (!states.isEmpty()) {
                all.put(id, states);
            }
        }
        return all;
    }

    /** All that a decision on a bulletin rests on, so that every fault can be told before it is asked for. */
    public BulletinCase caseOf(BulletinId id, List<Drawn> drawn) {
        BulletinCase known = BulletinCase.NONE;
        for (RecordedEvent recorded : events(id, drawn)) {
            known = after(known, recorded);
        }
        return known;
    }

    /** Since when an issued bulletin may be passed on no further, as the record had it; empty while it may. */
    Optional<Instant> lapsedSince(BulletinId id, List<Drawn> drawn, long upTo) {
        BulletinCase known = BulletinCase.NONE;
        Instant since = null;
        List<RecordedEvent> inOrder = events(id, drawn).stream()
                .filter(recorded -> recorded.position() <= upTo)
                .sorted(Comparator.comparingLong(RecordedEvent::position))
                .toList();
        for (RecordedEvent recorded : inOrder) {
            known = after(known, recorded);
            if (known.lapses().isEmpty()) {
                since = null;
            } else if (since == null) {
                since = recorded.recordedAt();
            }
        }
        return Optional.ofNullable(since);
    }

    private List<RecordedEvent> events(BulletinId id, List<Drawn> drawn) {
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
        return tagged;
    }

    private static BulletinCase after(BulletinCase known, RecordedEvent recorded) {
        return switch (recorded.payload()) {
            case BulletinEvent event -> known.after(event);
            case ReportThreadEvent event -> known.after(event);
            case OperatorEvent event -> known.after(event);
            case ScopeEvent event -> known.after(event);
            case ModeEvent event -> known.after(event);
            default -> known;
        };
    }
}
