/** Tests of what leaves the hub by Kafka. */
@org.jspecify.annotations.NullMarked
package noroshi.gateway.delivery;
