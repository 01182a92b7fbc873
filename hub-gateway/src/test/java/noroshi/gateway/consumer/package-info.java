/** Tests of taking what lies on the intake topics. */
@org.jspecify.annotations.NullMarked
package noroshi.gateway.consumer;
