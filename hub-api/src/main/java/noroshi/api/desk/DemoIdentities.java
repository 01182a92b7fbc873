package noroshi.api.desk;

/**
 * デモ用の身元. Whether this hub gives anyone who starts it a token for any identity. Only then it has the demo
 * register, and a clock that can be set.
 */
public record DemoIdentities(boolean on) {}
