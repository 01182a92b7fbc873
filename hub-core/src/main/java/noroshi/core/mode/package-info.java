/** 対応の態勢. Whether the nation reports as on any day, or meets a large-scale failure of its infrastructure. */
@org.jspecify.annotations.NullMarked
package noroshi.core.mode;
