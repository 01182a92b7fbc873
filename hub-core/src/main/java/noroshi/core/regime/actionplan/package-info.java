/** 行動計画. Information reports under the Action Plan for the cybersecurity of critical infrastructure. */
@org.jspecify.annotations.NullMarked
package noroshi.core.regime.actionplan;
