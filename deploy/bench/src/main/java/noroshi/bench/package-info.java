/** 計測. The benchmarks: each figure beside the raw limit that was measured in the same run. */
@org.jspecify.annotations.NullMarked
package noroshi.bench;
