/** The record: an append-only, hash-chained ledger of events on PostgreSQL, and the projectors that read it. */
@org.jspecify.annotations.NullMarked
package noroshi.ledger;
