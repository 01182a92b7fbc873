/** Tests of what turns measurements into figures. */
@org.jspecify.annotations.NullMarked
package noroshi.bench;
