package noroshi.api.view.thread;

import noroshi.core.report.Content;
import noroshi.ledger.EventJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** 提出の形. What was filed, in the shape in which it is filed: what a form says of its items can be asked of it. */
public final class FiledItems {

    private FiledItems() {}

    /** The items of a report; those in words only where there are any. */
    public static ObjectNode of(Particulars particulars, @Nullable Content content) {
        ObjectNode filing = EventJson.mapper().valueToTree(particulars);
        if (content != null) {
            filing.setAll((ObjectNode) EventJson.mapper().valueToTree(content));
        }
        return filing;
    }
}
