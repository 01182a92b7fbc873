/** 電気通信事業法. The report of a serious accident, as rows of data and one class. */
@org.jspecify.annotations.NullMarked
package noroshi.core.regime.telecom;
