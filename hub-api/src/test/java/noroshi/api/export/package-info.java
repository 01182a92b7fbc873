/** Tests of reports to take away. */
@org.jspecify.annotations.NullMarked
package noroshi.api.export;
