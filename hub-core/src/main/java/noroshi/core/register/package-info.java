/** 登録簿. What the state knows of each operator: its memberships and designations over time. */
@org.jspecify.annotations.NullMarked
package noroshi.core.register;
