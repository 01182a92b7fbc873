package noroshi.gateway.wire;

/** 利用者. Lets principals sign in at the broker; where an operator's own directory does that, it does nothing. */
@FunctionalInterface
public interface KafkaUsers {

    /** Lets {@code principal}, such as {@code ministry:MLIT}, sign in; nothing happens if it can already. */
    void ensure(String principal);
}
