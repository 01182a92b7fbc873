/** TAXII 2.1. A collection of STIX objects for each sector and business, for those programs that ask in this language. */
@org.jspecify.annotations.NullMarked
package noroshi.api.taxii;
