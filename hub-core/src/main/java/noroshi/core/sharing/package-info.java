/** 共有. Who may read what of a thread, decided in one place for every path out of the hub. */
@org.jspecify.annotations.NullMarked
package noroshi.core.sharing;
