/** Tests of the live stream. */
@org.jspecify.annotations.NullMarked
package noroshi.api.stream;
