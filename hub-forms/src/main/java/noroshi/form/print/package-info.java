/** What is handed over on paper: a sheet of tables, as HTML to print and as PDF. */
@org.jspecify.annotations.NullMarked
package noroshi.form.print;
