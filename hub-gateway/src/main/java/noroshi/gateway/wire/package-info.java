/** 配線. The one place that speaks to Kafka and to the schema registry: names, topics, rights, sending and receiving. */
@org.jspecify.annotations.NullMarked
package noroshi.gateway.wire;
