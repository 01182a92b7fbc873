/** The whole hub in one process, with its own Kafka, PostgreSQL, schema registry and token issuer, for a newcomer and for tests. */
@NullMarked
package noroshi.standalone;

import org.jspecify.annotations.NullMarked;
