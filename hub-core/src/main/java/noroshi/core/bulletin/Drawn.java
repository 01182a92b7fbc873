package noroshi.core.bulletin;

import noroshi.core.register.OperatorSlug;
import noroshi.core.report.ThreadId;

/** 出典. A thread that a bulletin draws on, and the operator whose it is: its originator. */
public record Drawn(ThreadId thread, OperatorSlug operator) {}
