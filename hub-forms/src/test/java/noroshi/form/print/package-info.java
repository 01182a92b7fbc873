/** Tests of what is printed. */
@org.jspecify.annotations.NullMarked
package noroshi.form.print;
