/** 閲覧と窓口の入口. Who may ask what here, how it is answered when it can't be done, and how all is wired. */
@org.jspecify.annotations.NullMarked
package noroshi.api;
