/** 漏えいの検査. Words planted in random histories are looked for wherever anything comes out. */
@org.jspecify.annotations.NullMarked
package noroshi.api.canary;
