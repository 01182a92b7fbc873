/** Tests of what speaks to Kafka and the registry. */
@org.jspecify.annotations.NullMarked
package noroshi.gateway.wire;
