/** The domain of Noroshi: the rules by which reports of cyber incidents become duties and deliveries. */
@org.jspecify.annotations.NullMarked
package noroshi.core;
