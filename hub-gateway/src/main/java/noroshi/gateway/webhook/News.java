package noroshi.gateway.webhook;

import java.time.Instant;
import java.util.Map;

/**
 * 通知. What one event is to one viewer: ids, codes and where to read more, never words of a report or a bulletin.
 *
 * @param at when it became news: the same whenever it is sent
 * @param exercise 訓練. Whether it belongs to a drill
 * @param data as it is sent, in order
 */
record News(NewsKind kind, Instant at, boolean exercise, Map<String, Object> data) {}
