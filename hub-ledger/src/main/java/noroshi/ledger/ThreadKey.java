package noroshi.ledger;

import javax.crypto.SecretKey;

/**
 * The key that seals one thread's content.
 *
 * @param wrapped the key under the master key, as the database has it or shall have it
 * @param stored whether the database is believed to have it; a new key is stored with the first event it seals
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record ThreadKey(String thread, SecretKey key, byte[] wrapped, boolean stored) {}
