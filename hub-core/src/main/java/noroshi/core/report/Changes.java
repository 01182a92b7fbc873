package noroshi.core.report;

import java.util.List;

/** 補正の内容. What a correction changed; sealed like the content, for it quotes it. */
public record Changes(List<Change> items) {

    public Changes {
        items = List.copyOf(items);
    }

    /** One item, what it said and what it says now. */
    public record Change(String item, String before, String after) {}
}
