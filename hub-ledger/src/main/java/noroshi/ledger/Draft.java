package noroshi.ledger;

import java.util.List;
import java.util.UUID;

/** An event ready to be written: all but what only the lock gives it (position, recorded time, chain). */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record Draft(
        UUID id,
        String type,
        String version,
        long occurredMicros,
        List<String> tags,
        byte[] metadata,
        byte[] payload,
        byte[] leafHash) {}
