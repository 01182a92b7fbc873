package noroshi.api.view;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import noroshi.core.sharing.Circle;
import noroshi.core.sharing.Disclosure;
import org.jspecify.annotations.Nullable;

/**
 * 閲覧の控え. Whose words one answer holds that must be read by name, gathered where it is decided that they pass, whatever
 * asked for them. Whoever gives the answer records them first.
 */
public final class Reads implements AutoCloseable {

    private static final ThreadLocal<@Nullable Reads> CURRENT = new ThreadLocal<>();

    private final Set<String> subjects = new LinkedHashSet<>();

    private Reads() {}

    /** 対象の種類. What can be read. */
    public enum Kind {
        /** 事案. */
        THREAD,
        /** 照会・対応要請. */
        REQUEST,
        /** 攻撃キャンペーン. */
        CAMPAIGN,
        /** 情報提供の案. What is drawn from threads, and whose operators have not let it go. */
        DRAFT,
        /** 資産届出. What an operator has notified under the Act; its id is the operator's. */
        ASSETS,
        /** 期限表. That an operator has duties for such threads, without saying for which; its id is the operator's. */
        OBLIGATIONS;

        /** As the log of readings has it. */
        public String of(Object id) {
            return name().toLowerCase(Locale.ROOT) + ":" + id;
        }
    }

    /** Gathers from here on what this thread of execution lets pass, until it is closed. */
    public static Reads open() {
        var reads = new Reads();
        CURRENT.set(reads);
        return reads;
    }

    /** Notes that words pass which must be read by name. */
    public static void note(Kind kind, Object id) {
        Reads current = CURRENT.get();
        if (current != null) {
            current.subjects.add(kind.of(id));
        }
    }

    /** The same of a thread with that circle, if so much of it shows words and they must be read by name. */
    static void note(UUID thread, Circle circle, Disclosure disclosure) {
        if (circle.isReadByName() && disclosure.extent().showsContent()) {
            note(Kind.THREAD, thread);
        }
    }

    /** What was gathered and not taken yet. */
    public List<String> take() {
        List<String> taken = List.copyOf(subjects);
        subjects.clear();
        return taken;
    }

    @Override
    public void close() {
        CURRENT.remove();
    }
}
