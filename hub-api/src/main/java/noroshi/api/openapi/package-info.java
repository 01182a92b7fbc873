/** API文書. The one document of everything that can be asked over HTTP, of this module and of the gateway. */
@org.jspecify.annotations.NullMarked
package noroshi.api.openapi;
