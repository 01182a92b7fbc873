package noroshi.ledger;

import java.util.Set;
import org.axonframework.eventsourcing.annotation.EventTag;
import org.axonframework.messaging.eventhandling.annotation.Event;
import org.jspecify.annotations.Nullable;

/** A small domain for the tests. */
sealed interface Tale {

    record Secret(String text, @Nullable String contact) {}

    record Code(String value) {}

    @Event(namespace = "tale", name = "Told", version = "1")
    record Told(
            @EventTag(key = "thread") String thread,
            @EventTag(key = "operator") String operator,
            Code sector,
            @Nullable Secret content,
            int number)
            implements Tale {}

    @Event(namespace = "tale", name = "Changed", version = "1")
    record Changed(@EventTag(key = "scope") Set<String> scopes, int number) implements Tale {}

    @Event(namespace = "tale", name = "Ended", version = "1")
    record Ended(@EventTag(key = "thread") String thread, int number) implements Tale {}

    StoredTypes TYPES = StoredTypes.of(Tale.class).sealing(Secret.class);

    static Told told(String thread, int number) {
        return new Told(thread, "acme", new Code("WATER"), new Secret("秘密 " + number, null), number);
    }
}
