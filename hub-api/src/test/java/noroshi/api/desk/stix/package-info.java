/** Tests of the import of STIX. */
@org.jspecify.annotations.NullMarked
package noroshi.api.desk.stix;
