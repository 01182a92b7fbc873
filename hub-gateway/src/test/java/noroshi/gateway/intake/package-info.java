/** Tests of the intake. */
@org.jspecify.annotations.NullMarked
package noroshi.gateway.intake;
