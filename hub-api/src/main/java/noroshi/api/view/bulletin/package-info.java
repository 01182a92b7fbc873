/** 情報提供. Bulletins as each of their readers may see them, in lists and as a feed. */
@org.jspecify.annotations.NullMarked
package noroshi.api.view.bulletin;
