package noroshi.ledger;

import java.time.Instant;
import java.util.HexFormat;

/**
 * One event's place in the chain: {@code chain} is the SHA-256 of {@code previousChain}, {@code position},
 * {@code recordedAt} (microseconds since 1970) and {@code leafHash}, as {@link Verifier} recomputes it. Hashes
 * are written in lower-case hexadecimal.
 */
public record ChainLink(long position, Instant recordedAt, String leafHash, String previousChain, String chain) {

    /** Whether the chain value follows from the others; no database is asked. */
    public boolean holds() {
        HexFormat hex = HexFormat.of();
        try {
            byte[] expected =
                    Chain.next(hex.parseHex(previousChain), position, Micros.of(recordedAt), hex.parseHex(leafHash));
            return hex.formatHex(expected).equals(chain);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
