/** The doors where things are pushed: the operators' intake, and what goes out to authorities and sectors. */
@org.jspecify.annotations.NullMarked
package noroshi.gateway;
