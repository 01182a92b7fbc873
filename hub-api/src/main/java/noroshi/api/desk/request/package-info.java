/** 要請の窓口. Where the national office asks ministries, and each of them answers. */
@org.jspecify.annotations.NullMarked
package noroshi.api.desk.request;
