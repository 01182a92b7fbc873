package noroshi.core.regime;

import noroshi.core.jurisdiction.AuthorityCode;

/** 送達の根拠. That a rule sends a filing to an addressee. */
public record Ground(AuthorityCode addressee, Role role, Rule rule) {}
