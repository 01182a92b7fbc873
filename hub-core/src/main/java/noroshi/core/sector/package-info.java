/** 防護範囲. Which sectors and businesses the state protects, from when, and who has them in charge. */
@org.jspecify.annotations.NullMarked
package noroshi.core.sector;
