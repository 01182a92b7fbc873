/** 振分け. All regimes applied to one filing, as one outcome per addressee. */
@org.jspecify.annotations.NullMarked
package noroshi.core.routing;
