/** 資産届出の窓口. Where assets are notified and received, what was notified, and the clock of what is to be. */
@org.jspecify.annotations.NullMarked
package noroshi.api.desk.asset;
