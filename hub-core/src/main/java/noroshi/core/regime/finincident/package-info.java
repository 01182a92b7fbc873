/** 金融庁 監督指針. The report of a system incident of a financial institution, as rows of data and one class. */
@org.jspecify.annotations.NullMarked
package noroshi.core.regime.finincident;
