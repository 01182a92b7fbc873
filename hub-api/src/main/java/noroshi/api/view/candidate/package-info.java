/** 関連候補. Which other threads may belong to the same attack, and why one may think so. */
@org.jspecify.annotations.NullMarked
package noroshi.api.view.candidate;
