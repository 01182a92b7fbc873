/** 番号法. The report of a leak of individual numbers, as rows of data and one class. */
@org.jspecify.annotations.NullMarked
package noroshi.core.regime.mynumber;
