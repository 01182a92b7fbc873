/** 登録簿の取込み. The register from CSV: a line is an entry, with a dry run and a report by line. */
@org.jspecify.annotations.NullMarked
package noroshi.api.desk.csv;
