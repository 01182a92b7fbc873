package noroshi.gateway.wire;

import java.util.Set;

/** 利用者. Lets principals sign in at the broker; where an operator's own directory does that, it does nothing. */
@FunctionalInterface
public interface KafkaUsers {

    /**
     * Brings logins to what the register says. Nothing happens to those who can sign in already, nor to those who can't;
     * nor to anybody who is in neither set.
     *
     * @param in who may sign in, such as {@code ministry:MLIT}
     * @param out who may no longer
     * @throws BrokerUnavailable if it can't be done now
     */
    void keep(Set<String> in, Set<String> out);
}
