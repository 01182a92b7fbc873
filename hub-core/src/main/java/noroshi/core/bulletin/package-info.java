/** 情報提供. What the national office passes down from what came up: anonymised, approved by whom it came from, taken back. */
@org.jspecify.annotations.NullMarked
package noroshi.core.bulletin;
