/** A filed report to take away: as JSON, as a page to print, as PDF. */
@org.jspecify.annotations.NullMarked
package noroshi.api.export;
