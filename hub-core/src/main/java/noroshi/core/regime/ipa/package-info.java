/** IPA への届出. The voluntary notification to IPA, as rows of data and one class. */
@org.jspecify.annotations.NullMarked
package noroshi.core.regime.ipa;
