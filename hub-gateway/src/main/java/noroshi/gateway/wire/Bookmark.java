package noroshi.gateway.wire;

import java.util.UUID;

/**
 * 栞. Where a partition is to be read on.
 *
 * @param topic the incarnation of the topic: one that is deleted and made again under its name has other records at the
 *     same offsets
 * @param next all lower offsets are settled
 */
public record Bookmark(UUID topic, long next) {}
