/** 配信. The live stream: what comes to the timeline is told to whoever may know it, as it comes. */
@org.jspecify.annotations.NullMarked
package noroshi.api.stream;
