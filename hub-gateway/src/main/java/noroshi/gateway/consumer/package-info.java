/** 受付の消費. Takes what lies on the intake topics into the ledger: in order within a thread, many threads at once. */
@org.jspecify.annotations.NullMarked
package noroshi.gateway.consumer;
