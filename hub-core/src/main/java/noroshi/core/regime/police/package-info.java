/** 警察への相談. The consultation of the prefectural police, as rows of data and one class. */
@org.jspecify.annotations.NullMarked
package noroshi.core.regime.police;
