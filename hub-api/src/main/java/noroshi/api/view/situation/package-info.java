/** 状況. How many threads there are, by sector, severity, region and regime, now or as known at an earlier time. */
@org.jspecify.annotations.NullMarked
package noroshi.api.view.situation;
