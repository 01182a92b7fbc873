/** 個人情報保護法. The report of a leak of personal data, as rows of data and one class. */
@org.jspecify.annotations.NullMarked
package noroshi.core.regime.appi;
