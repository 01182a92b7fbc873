/** 事案. One operator's one incident, from the first report to its closing. */
@org.jspecify.annotations.NullMarked
package noroshi.core.thread;
