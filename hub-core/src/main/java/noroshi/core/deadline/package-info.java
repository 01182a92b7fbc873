/** 期限. Day counts and closing days by which legal dates are reckoned in Asia/Tokyo. */
@org.jspecify.annotations.NullMarked
package noroshi.core.deadline;
