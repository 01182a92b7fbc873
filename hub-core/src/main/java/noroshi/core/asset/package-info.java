/** 資産届出. What operators notify of their 特定重要電子計算機, when that falls due, and who has received it. */
@org.jspecify.annotations.NullMarked
package noroshi.core.asset;
