package noroshi.form;

import java.util.List;

/**
 * 未記載の項目. An item that a report should state by its stage and does not.
 *
 * @param asked who asks for it, and where; at least one
 */
public record Missing(Item item, List<Asked> asked) {

    public Missing {
        asked = List.copyOf(asked);
    }
}
