package noroshi.ledger;

import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/**
 * Chooses keys for sealing. What it remembers is only a guess, which the writer checks under the lock: an erased key
 * must never come back, and two processes that meet a new thread at once must end with one key.
 */
final class ThreadKeys {

    private static final int REMEMBERED = 20_000;

    private final MasterKey master;
    private final Map<String, byte[]> wrappedByThread = new LinkedHashMap<>(256, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, byte[]> eldest) {
            return size() > REMEMBERED;
        }
    };

    ThreadKeys(MasterKey master) {
        this.master = master;
    }

    ThreadKey choose(String thread) {
        byte[] wrapped = remembered(thread);
        if (wrapped != null) {
            return new ThreadKey(thread, open(thread, wrapped), wrapped, true);
        }
        SecretKey key = ContentSeal.randomKey();
        return new ThreadKey(thread, key, master.wrap(thread, key), false);
    }

    SecretKey open(String thread, byte[] wrapped) {
        return master.unwrap(thread, wrapped);
    }

    synchronized void remember(String thread, byte @Nullable [] wrapped) {
        if (wrapped == null) {
            wrappedByThread.remove(thread);
        } else {
            wrappedByThread.put(thread, wrapped);
        }
    }

    private synchronized byte @Nullable [] remembered(String thread) {
        return wrappedByThread.get(thread);
    }
}
