/** The intake: reads what operators file, at both doors alike, takes it over HTTP and tells what became of it. */
@org.jspecify.annotations.NullMarked
package noroshi.gateway.intake;
