/** The standalone's tests: real servers, free ports, throw-away folders. */
@NullMarked
package noroshi.standalone;

import org.jspecify.annotations.NullMarked;
