/** 配線. Where the pure decisions meet Axon: one plain Java function, shared by the processes and the tests. */
@org.jspecify.annotations.NullMarked
package noroshi.core.module;
