/** Tests of STIX. */
@org.jspecify.annotations.NullMarked
package noroshi.api.export.stix;
