package noroshi.api.view;

import noroshi.ledger.Projection;

/** 射影. A projection whose tables lie in schema {@code api}; {@link Views} runs every bean of this type. */
public interface ApiProjection extends Projection {}
