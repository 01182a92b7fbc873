package noroshi.api.desk;

import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletionException;
import noroshi.core.report.ThreadId;
import noroshi.core.sharing.Viewer;
import noroshi.ledger.Commands;
import noroshi.ledger.Ledger;

/** 発議. Sends what was asked at a desk and says how far the record has come by it. */
public final class Dispatch {

    private final Commands commands;
    private final Ledger ledger;

    public Dispatch(Commands commands, Ledger ledger) {
        this.commands = commands;
        this.ledger = ledger;
    }

    /** Asks something of a thread, and answers with the position the thread has then. */
    Reached toThread(ThreadId thread, Object command, Viewer by) {
        return to("thread", thread.toString(), command, by.identity());
    }

    /**
     * Asks something of what bears the tag, and answers with the position it has then.
     *
     * @throws noroshi.core.Refused if the decision is against it
     * @throws noroshi.ledger.ConcurrentChange if others were faster five times
     * @throws noroshi.ledger.LedgerUnavailable if the record is away
     */
    public Reached to(String tag, String value, Object command, String by) {
        send(command, by);
        return new Reached(lastOf(tag, value).orElse(0));
    }

    /** Whether what bears the tag is there, so that who names it again repeats what was asked before. */
    public boolean isRecorded(String tag, String value) {
        return lastOf(tag, value).isPresent();
    }

    /** The position of the last event that bears the tag, or empty if there is none. */
    OptionalLong lastOf(String tag, String value) {
        return ledger.lastOf(tag, value);
    }

    private void send(Object command, String by) {
        try {
            commands.send(command, Map.of("by", by)).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
        }
    }
}
