/** Tests of the forms as callers read them. */
@org.jspecify.annotations.NullMarked
package noroshi.api.form;
