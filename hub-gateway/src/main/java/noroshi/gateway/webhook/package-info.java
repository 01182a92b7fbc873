/** ウェブフック. News pushed to the endpoints that organisations name, signed as Standard Webhooks has it. */
@org.jspecify.annotations.NullMarked
package noroshi.gateway.webhook;
