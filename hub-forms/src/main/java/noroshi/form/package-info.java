/** The forms: what they ask for, of which item what is expected, and what a report still lacks. */
@org.jspecify.annotations.NullMarked
package noroshi.form;
