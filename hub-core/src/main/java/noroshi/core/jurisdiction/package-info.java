/** 所管. The authorities of the state that receive, ask back and share. */
@org.jspecify.annotations.NullMarked
package noroshi.core.jurisdiction;
