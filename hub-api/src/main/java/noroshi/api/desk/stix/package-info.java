/** STIXの取込み. Where others' indicators come in as STIX 2.1, each under the label that it bears. */
@org.jspecify.annotations.NullMarked
package noroshi.api.desk.stix;
