/** STIX 2.1. Threads in the language that threat intelligence is exchanged in. */
@org.jspecify.annotations.NullMarked
package noroshi.api.export.stix;
