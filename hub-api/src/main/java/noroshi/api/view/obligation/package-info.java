/** 義務. What is owed, to whom, until when, and how it stands by the clock. */
@org.jspecify.annotations.NullMarked
package noroshi.api.view.obligation;
