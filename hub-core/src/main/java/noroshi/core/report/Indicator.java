package noroshi.core.report;

/**
 * インディケータ. A trace of the attack.
 *
 * @param type the kind of trace, such as {@code ipv4-addr}, {@code domain-name} or {@code file-sha256}
 */
public record Indicator(String type, String value) {}
