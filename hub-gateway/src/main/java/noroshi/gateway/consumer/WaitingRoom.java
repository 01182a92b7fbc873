package noroshi.gateway.consumer;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import noroshi.core.register.OperatorSlug;
import noroshi.gateway.consumer.Reading.Sound;
import noroshi.gateway.wire.Received;

/**
 * 待合せ. Follow-ups whose thread is not there yet, in their order. They stand aside: the report that opens the thread
 * may pass them, and they take no place among the records in flight. An operator has a number of places and no more, so
 * that one who names threads that never come is in nobody's way.
 */
final class WaitingRoom {

    /** For each operator: many more than a sender that keeps to its own order ever needs. */
    static final int PLACES = 200;

    private final Map<String, Queue<Waiting>> lanes = new HashMap<>();
    private final Map<OperatorSlug, Integer> taken = new HashMap<>();
    private final Set<String> called = new HashSet<>();

    /**
     * One that waits.
     *
     * @param until when it has waited enough, as {@link System#nanoTime} counts
     */
    record Waiting(Received record, Sound followUp, long until, SubmittedReports.Charge charge) {

        boolean mayWait() {
            return System.nanoTime() - until < 0;
        }
    }

    /** Returns false if the operator has no place left. */
    synchronized boolean enter(Waiting waiting) {
        OperatorSlug operator = waiting.followUp().command().operator();
        int before = taken.getOrDefault(operator, 0);
        if (before == PLACES) {
            return false;
        }
        taken.put(operator, before + 1);
        lanes.computeIfAbsent(waiting.followUp().lane(), _ -> new ArrayDeque<>())
                .add(waiting);
        return true;
    }

    /** The one who is to be taken first when the lane's thread is there. */
    synchronized Optional<Waiting> first(String lane) {
        Queue<Waiting> waiting = lanes.get(lane);
        return waiting == null ? Optional.empty() : Optional.of(waiting.element());
    }

    /** Goes, unless all were sent away meanwhile. */
    synchronized void leave(Waiting first) {
        String lane = first.followUp().lane();
        Queue<Waiting> waiting = lanes.get(lane);
        if (waiting == null || !waiting.remove(first)) {
            return;
        }
        if (waiting.isEmpty()) {
            lanes.remove(lane);
        }
        taken.computeIfPresent(first.followUp().command().operator(), (_, places) -> places == 1 ? null : places - 1);
    }

    /** All go: they are to be read again. */
    synchronized void sendAway() {
        lanes.clear();
        taken.clear();
        called.clear();
    }

    /** The lanes in which somebody waits, but for those that were called and have not {@link #answered}. */
    synchronized List<String> call() {
        List<String> calling =
                lanes.keySet().stream().filter(lane -> !called.contains(lane)).toList();
        called.addAll(calling);
        return calling;
    }

    synchronized void answered(String lane) {
        called.remove(lane);
    }

    synchronized int size() {
        return taken.values().stream().mapToInt(Integer::intValue).sum();
    }
}
