/** Tests of the forms. */
@org.jspecify.annotations.NullMarked
package noroshi.form;
