package noroshi.api.form;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import noroshi.api.form.FormList.FormHead;
import noroshi.core.report.Stage;
import noroshi.core.sector.Status;
import noroshi.form.Asked;
import noroshi.form.Form;
import noroshi.form.Item;
import noroshi.ledger.EventJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;

/**
 * 様式. A form item by item, as intake reads by it.
 *
 * @param common the items that all forms have in common
 * @param own this form's own, to be filed under {@code details}
 */
public record FormSheet(
        FormHead form,
        List<FormItem> common,
        List<FormItem> own,

        @Schema(description = "A whole filing that is taken as it stands.", example = "{\"form\": \"RANSOMWARE\"}")
        Map<String, Object> example) {

    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    /** 項目. An item and its parts. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record FormItem(
            @Schema(description = "As a filing names it.", example = "details.ransomNote")
            String item,

            @Schema(example = "ランサムノート") String ja,
            @Schema(example = "Ransom note, as text") String en,

            @Schema(description = "No report is taken without it.", example = "false")
            boolean required,

            @Schema(description = "From which stage on a report is expected to state it; its lack refuses nothing.")
            List<FormAsking> asked,

            @Schema(description = "The codes of which it is one, or any.")
            List<FormCode> codes,

            @Schema(
                    description = "Its type and limits, as JSON Schema 2020-12 has them.",
                    example = "{\"type\": \"string\", \"maxLength\": 20000}")
            Map<String, Object> schema,

            List<FormItem> parts,

            @Schema(description = "Where it is said that the form has it.", example = "press on the common forms")
            String source,

            @Schema(example = "CONFIRMED") Status status) {}

    /** 符号. */
    public record FormCode(
            @Schema(example = "PRELIMINARY") String code,
            @Schema(example = "速報") String ja,
            @Schema(example = "Preliminary") String en) {}

    /** 記載を求める定め. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record FormAsking(
            @Schema(example = "DETAILED") Stage stage,

            @Schema(description = "Asked only where this regime applies.", example = "CYBER_RESPONSE_ACT") @Nullable String regime,

            @Schema(example = "特定侵害事象等の報告等に関する命令 4条3項6号") String article,
            @Schema(example = "one secondary source") String source,
            @Schema(example = "ASSUMED") Status status) {}

    static FormSheet of(Form form) {
        return new FormSheet(
                FormHead.of(form), items(form, form.common()), items(form, form.own()), object(form.example()));
    }

    private static List<FormItem> items(Form form, List<Item> items) {
        return items.stream().map(item -> item(form, item)).toList();
    }

    private static FormItem item(Form form, Item item) {
        return new FormItem(
                item.path(),
                item.label().ja(),
                item.label().en(),
                item.required(),
                form.asked().stream()
                        .filter(asked -> asked.item().equals(item.path()))
                        .map(FormSheet::asking)
                        .toList(),
                item.codes().stream()
                        .map(code -> new FormCode(
                                code.code(), code.label().ja(), code.label().en()))
                        .toList(),
                object(item.rule().schema()),
                items(form, item.parts()),
                item.source(),
                item.status());
    }

    private static FormAsking asking(Asked asked) {
        return new FormAsking(
                asked.stage(),
                asked.regime() == null ? null : asked.regime().value(),
                asked.article(),
                asked.source(),
                asked.status());
    }

    private static Map<String, Object> object(JsonNode object) {
        return EventJson.mapper().convertValue(object, OBJECT);
    }
}
