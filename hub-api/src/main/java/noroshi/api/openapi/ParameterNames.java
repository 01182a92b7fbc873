package noroshi.api.openapi;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import java.util.List;
import java.util.Map;
import noroshi.web.IdempotencyKey;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;

/** 問合せの項目の説明. A parameter of one name means the same wherever it occurs, so it is described once. */
final class ParameterNames implements GlobalOpenApiCustomizer {

    private static final Map<String, String> DESCRIPTIONS = Map.ofEntries(
            Map.entry(
                    IdempotencyKey.HEADER,
                    "冪等キー. 1 to 200 visible ASCII characters: the same key and body again change nothing; without one each call counts."),
            Map.entry("Last-Event-ID", "The last id received; the stream goes on after it, whatever `after` says."),
            Map.entry("added_after", "What was added after this time."),
            Map.entry("after", "A position of the record; the stream begins after it."),
            Map.entry("approaching", "期限間近. Only what approaches, and nothing that can meet it was filed."),
            Map.entry("asOf", "What was known at this instant; today's rights apply."),
            Map.entry("atLeast", "A position of the record; the answer waits up to 2 s for its view to get there."),
            Map.entry("bulletinId", "情報提供番号. The bulletin's id."),
            Map.entry("by", "By what the lines of the sheet are counted."),
            Map.entry("campaign", "The campaign's id."),
            Map.entry("campaignId", "攻撃キャンペーン番号. The campaign's id."),
            Map.entry("cursor", "The nextCursor of the page before; opaque."),
            Map.entry("deliveryId", "送達番号. The delivery's id, as the thread and the topic give it."),
            Map.entry("dueFrom", "What could still be done in time at this instant."),
            Map.entry("dueTo", "What is too late at this instant, if not before."),
            Map.entry("exercise", "Whether drills are shown, in place of what is real."),
            Map.entry("from", "What occurred at this instant or later."),
            Map.entry(
                    "lapsed", "Only bulletins that may be passed on no further, as the national office alone is told."),
            Map.entry("limit", "How many items the page may hold."),
            Map.entry("match[id]", "Ids of STIX objects, with commas."),
            Map.entry("match[spec_version]", "Versions of STIX; the hub has 2.1."),
            Map.entry("match[type]", "Types of STIX objects, with commas."),
            Map.entry("match[version]", "`first`, `last`, `all`, or times of versions, with commas."),
            Map.entry("collectionId", "The collection's id or alias."),
            Map.entry("next", "The next of the page before; opaque."),
            Map.entry("number", "資産番号. The operator's own number for the asset."),
            Map.entry("objectId", "A STIX object's id."),
            Map.entry("ministry", "The code of a ministry or another authority."),
            Map.entry("on", "The day asked for, in Asia/Tokyo; today if left out."),
            Map.entry("operator", "The operator's slug."),
            Map.entry("order", "By the time of occurrence, the latest or the earliest first."),
            Map.entry(
                    "q",
                    "Words that must all occur in title, summary, details that are not marked, or indicator values."),
            Map.entry("reader", "The identity of who read, as the token names it."),
            Map.entry(
                    "recipient",
                    "Whose delivery, or lack of it, and view are to be explained: an authority's code, ceptoar:<SECTOR>, "
                            + "operator:<slug>, council:<member> or hq."),
            Map.entry("regime", "The code of a regime."),
            Map.entry("reportId", "報告番号. The submission's id."),
            Map.entry("requestId", "要請番号. The request's id."),
            Map.entry("sector", "The code of a sector."),
            Map.entry("severity", "深刻度, 0 to 4, as the operator estimated it."),
            Map.entry("officialSeverity", "深刻度の公式評価, 0 to 4, as the national office assessed it."),
            Map.entry("slug", "事業者識別子. The operator's short name."),
            Map.entry("state", "The state asked for."),
            Map.entry("threadId", "事案番号. The thread's id."),
            Map.entry("to", "What occurred before this instant."));

    @Override
    public void customise(OpenAPI document) {
        document.getPaths().values().stream()
                .map(PathItem::readOperations)
                .flatMap(List::stream)
                .map(Operation::getParameters)
                .forEach(parameters -> {
                    if (parameters != null) {
                        parameters.stream()
                                .filter(parameter -> parameter.getDescription() == null)
                                .forEach(parameter -> parameter.setDescription(DESCRIPTIONS.get(parameter.getName())));
                    }
                });
    }
}
