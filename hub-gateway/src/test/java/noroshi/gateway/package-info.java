/** Tests of the gateway as a whole. */
@org.jspecify.annotations.NullMarked
package noroshi.gateway;
