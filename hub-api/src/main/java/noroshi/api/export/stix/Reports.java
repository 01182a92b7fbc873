package noroshi.api.export.stix;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import noroshi.core.bulletin.Bulletin.Published;
import noroshi.core.bulletin.BulletinContent;
import noroshi.core.bulletin.BulletinFacts;
import noroshi.core.bulletin.MarkedIndicator;
import noroshi.core.report.Indicator;
import noroshi.core.report.Tlp;
import noroshi.core.sector.SectorCode;
import org.jspecify.annotations.Nullable;

/**
 * 情報提供のSTIX. A bulletin as a report, with the sectors that it is for and its indicators, each under its own label. Of
 * what was recalled nothing is left but ids. An indicator's id tells its place in the bulletin and nothing of its value.
 */
final class Reports {

    private static final String NO_NAME = "消去済みの情報提供";
    private static final String RECALLED = "回収された情報提供";

    private final Map<String, String> lines;

    /** @param lines what sectors are called */
    Reports(Map<String, String> lines) {
        this.lines = lines;
    }

    /**
     * A version of a bulletin as one viewer is told of it.
     *
     * @param told null where it was erased
     * @param issued when its issue was recorded
     * @param recorded when the version was
     */
    record Version(
            Published bulletin, @Nullable BulletinContent told, boolean isRecalled, Instant issued, Instant recorded) {}

    List<StixObject> of(Version version) {
        BulletinFacts facts = version.bulletin.draft().facts();
        var objects = new ArrayList<StixObject>();
        var sectors = new ArrayList<String>();
        for (SectorCode sector : facts.sectors()) {
            objects.add(Bundle.line(sector.value(), lines.getOrDefault(sector.value(), sector.value())));
            sectors.add(Bundle.lineId(sector.value()));
        }
        List<StixObject> indicators = indicators(version);
        objects.addAll(indicators);
        BulletinContent told = version.told;
        objects.add(object("report", StixId.report(version.bulletin.draft().id().value()), version)
                .with("lang", "ja")
                .with(
                        "external_references",
                        Bundle.reference(version.bulletin.draft().id().value()))
                .marked(facts.tlp())
                .with("name", version.isRecalled ? RECALLED : told == null ? NO_NAME : told.title())
                .with("description", told == null || version.isRecalled ? null : description(told))
                .with("report_types", List.of(indicators.isEmpty() ? "threat-report" : "indicator"))
                .with("published", StixObject.time(version.issued))
                .with(
                        "object_refs",
                        Stream.concat(sectors.stream(), indicators.stream().map(StixObject::id))
                                .toList()));
        return objects;
    }

    private static String description(BulletinContent told) {
        return told.countermeasures() == null ? told.text() : told.text() + "\n\n対策: " + told.countermeasures();
    }

    private static StixObject object(String type, String id, Version version) {
        return new StixObject(type, id)
                .with("created_by_ref", Bundle.HUB)
                .times(version.issued, version.recorded)
                .with("revoked", version.isRecalled ? true : null)
                .with("labels", Bundle.labels(version.bulletin.draft().facts().exercise()));
    }

    private static List<StixObject> indicators(Version version) {
        BulletinContent told = version.told;
        if (told == null) {
            return List.of();
        }
        var objects = new ArrayList<StixObject>();
        for (int i = 0; i < told.indicators().size(); i++) {
            add(
                    objects,
                    version,
                    "own|" + i,
                    told.indicators().get(i),
                    version.bulletin.draft().facts().tlp(),
                    null);
        }
        for (MarkedIndicator marked : told.marked()) {
            // one pattern of theirs may have been read as several indicators
            String place = String.join(
                    "|",
                    "imported",
                    marked.origin(),
                    marked.indicator().type(),
                    marked.indicator().value());
            add(objects, version, place, marked.indicator(), marked.tlp(), marked.origin());
        }
        return objects;
    }

    private static void add(
            List<StixObject> objects,
            Version version,
            String place,
            Indicator indicator,
            Tlp label,
            @Nullable String origin) {
        IndicatorPattern.of(indicator).ifPresent(pattern -> {
            String id = StixId.part("indicator", version.bulletin.draft().id().value(), place);
            objects.add(object("indicator", id, version)
                    .with("external_references", origin == null ? null : reference(version, origin))
                    .marked(label)
                    .with("name", version.isRecalled ? null : name(indicator))
                    .with("indicator_types", List.of("unknown"))
                    .with("pattern", version.isRecalled ? Bundle.NO_PATTERN : pattern)
                    .with("pattern_type", "stix")
                    .with("pattern_version", "2.1")
                    .with("valid_from", StixObject.time(version.issued)));
        });
    }

    private static String name(Indicator indicator) {
        return "%s: %s".formatted(indicator.type().toLowerCase(Locale.ROOT), indicator.value());
    }

    private static List<Map<String, String>> reference(Version version, String origin) {
        BulletinContent told = version.told;
        String source =
                told == null || told.imported() == null ? "" : told.imported().source();
        return List.of(Map.of("source_name", source, "external_id", origin));
    }
}
