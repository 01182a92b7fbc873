/** Tests of TAXII. */
@org.jspecify.annotations.NullMarked
package noroshi.api.taxii;
