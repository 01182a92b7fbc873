package noroshi.core.bulletin;

import noroshi.core.Fault;

/** 共有の根拠の消滅. A thread on which a bulletin drew, and why it may draw on it no more. */
public record Lapse(Drawn drawn, Fault fault) {}
