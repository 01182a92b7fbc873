/** 送達と共有. What leaves the hub by Kafka: deliveries to authorities, entries and recalls to sectors. */
@org.jspecify.annotations.NullMarked
package noroshi.gateway.delivery;
