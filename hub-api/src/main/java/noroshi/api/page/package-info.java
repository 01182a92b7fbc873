/** 頁. How lists are asked for and answered: parameters, limits, cursors, pages. */
@org.jspecify.annotations.NullMarked
package noroshi.api.page;
