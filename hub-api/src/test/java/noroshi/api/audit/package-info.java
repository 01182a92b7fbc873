/** The tests of the audit of readings. */
@org.jspecify.annotations.NullMarked
package noroshi.api.audit;
