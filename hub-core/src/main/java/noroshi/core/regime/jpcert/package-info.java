/** JPCERT/CC への報告. The voluntary report to JPCERT/CC, as rows of data and one class. */
@org.jspecify.annotations.NullMarked
package noroshi.core.regime.jpcert;
