/** 態勢の閲覧. Which mode is in force, and which was. */
@org.jspecify.annotations.NullMarked
package noroshi.api.view.mode;
