/** 制度. What a body of rules makes of a filing: to whom it goes and which duties it opens. */
@org.jspecify.annotations.NullMarked
package noroshi.core.regime;
