/** 義務. A duty towards one authority, followed to its end, of whatever it is a duty. */
@org.jspecify.annotations.NullMarked
package noroshi.core.obligation;
