package noroshi.core;

/** 語句. What can't be quoted as it came (a length, a kind, a secret), in words of either language. */
public record Phrase(String ja, String en) {}
