/** 政府統一基準群. The report of an incident in a body of the state, as rows of data and one class. */
@org.jspecify.annotations.NullMarked
package noroshi.core.regime.govstandard;
