package noroshi.ledger;

import java.time.Instant;
import java.util.List;

/**
 * 閲覧. That somebody was answered with words that must be read by name.
 *
 * @param at when, to the microsecond
 * @param reader the identity that the token names
 * @param outlet by which operation, such as {@code GET /v1/timeline}
 * @param subjects whose words the answer held, such as {@code thread:9a4d…}, in order
 */
public record Reading(
        Instant at, String reader, String role, String organisation, String outlet, List<String> subjects) {

    public Reading {
        subjects = subjects.stream().distinct().sorted().toList();
    }
}
