/** 事案. Threads one by one and in lists, why each was delivered, and what proves each submission. */
@org.jspecify.annotations.NullMarked
package noroshi.api.view.thread;
