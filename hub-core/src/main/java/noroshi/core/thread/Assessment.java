package noroshi.core.thread;

import java.time.Instant;
import noroshi.core.report.Severity;

/** 深刻度の評価. What the national office found, after the event, of how severe it was. */
public record Assessment(Severity severity, Instant at) {}
