/** 報告. What an operator files: its particulars, its content, its stages and forms. */
@org.jspecify.annotations.NullMarked
package noroshi.core.report;
