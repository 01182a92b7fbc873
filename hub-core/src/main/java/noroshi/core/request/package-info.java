/** 照会・対応要請. What the national office asks of ministries, followed to each one's answer. */
@org.jspecify.annotations.NullMarked
package noroshi.core.request;
