package noroshi.gateway.wire;

import java.util.Set;

/** 利用者. Lets principals sign in at the broker; where an operator's own directory does that, it does nothing. */
@FunctionalInterface
public interface KafkaUsers {

    /** Lets {@code principals}, such as {@code ministry:MLIT}, sign in; nothing happens to those who can already. */
    void ensure(Set<String> principals);
}
