/** Tests of what is pushed to organisations' endpoints. */
@org.jspecify.annotations.NullMarked
package noroshi.gateway.webhook;
