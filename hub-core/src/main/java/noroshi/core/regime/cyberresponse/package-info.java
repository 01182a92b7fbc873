/** サイバー対処能力強化法. Incident reports under Act 42 of 2025, art. 5. */
@org.jspecify.annotations.NullMarked
package noroshi.core.regime.cyberresponse;
