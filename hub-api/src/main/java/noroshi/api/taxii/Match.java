package noroshi.api.taxii;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import noroshi.api.export.stix.StixId;
import noroshi.api.export.stix.StixObject;
import noroshi.api.page.Years;
import org.jspecify.annotations.Nullable;

/**
 * 絞込み (TAXII 2.1, 3.4). Which objects are asked for, from where on, and how many.
 *
 * @param ids none for all
 * @param versions {@code first} of those that the viewer is shown, {@code last}, {@code all}, or times; the last where
 *     nothing is said
 */
record Match(
        Set<String> ids,
        Set<String> types,
        Set<String> versions,
        boolean specVersion,
        @Nullable Instant addedAfter,
        From from,
        int limit) {

    static final int USUAL = 100;
    static final int MOST = 1_000;

    private static final String LAST = "last";
    private static final String FIRST = "first";
    private static final String ALL = "all";
    private static final Set<String> WORDS = Set.of(LAST, FIRST, ALL);
    private static final String SPEC_VERSION = "2.1";

    Match {
        ids = Set.copyOf(ids);
        types = Set.copyOf(types);
        versions = Set.copyOf(versions);
    }

    /**
     * Where a page begins: of the objects that stand at a position at the one with that id, or what comes after it. What
     * else stands there may have changed since, so no number of it is told.
     */
    record From(long position, String id) {

        static final From START = new From(0, "");

        private static final Pattern FORM = Pattern.compile("(\\d{1,18})~([a-z0-9-]{0,100})");

        String text() {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString("%d~%s".formatted(position, id).getBytes(StandardCharsets.US_ASCII));
        }

        static From of(@Nullable String next) {
            if (next == null || next.isEmpty()) {
                return START;
            }
            try {
                Matcher match =
                        FORM.matcher(new String(Base64.getUrlDecoder().decode(next), StandardCharsets.US_ASCII));
                if (match.matches()) {
                    return new From(Long.parseLong(match.group(1)), match.group(2));
                }
            } catch (IllegalArgumentException e) {
                // told below
            }
            throw TaxiiError.unreadable("next", "the next of a page before");
        }
    }

    /** The parameters as they came. */
    record Parameters(
            @Nullable String ids,
            @Nullable String types,
            @Nullable String versions,
            @Nullable String specVersions,
            @Nullable String addedAfter,
            @Nullable String next,
            @Nullable String limit) {}

    static Match of(Parameters asked) {
        Set<String> specVersions = words(asked.specVersions);
        return new Match(
                words(asked.ids),
                words(asked.types),
                versions(asked.versions),
                specVersions.isEmpty() || specVersions.contains(SPEC_VERSION),
                instant(asked.addedAfter),
                From.of(asked.next),
                limit(asked.limit));
    }

    private static Set<String> words(@Nullable String list) {
        return list == null || list.isEmpty()
                ? Set.of()
                : Stream.of(list.split(",", -1)).map(String::strip).collect(Collectors.toSet());
    }

    private static Set<String> versions(@Nullable String list) {
        try {
            Set<String> versions = words(list).stream()
                    .map(version -> WORDS.contains(version) ? version : time(version))
                    .collect(Collectors.toSet());
            return versions.isEmpty() ? Set.of(LAST) : versions;
        } catch (DateTimeException e) {
            throw TaxiiError.unreadable("match[version]", "first, last, all or a time");
        }
    }

    /** The same time in whatever offset and precision is the same text. */
    private static String time(String version) {
        return Instant.parse(version).toString();
    }

    private static @Nullable Instant instant(@Nullable String time) {
        try {
            return time == null || time.isEmpty() ? null : Years.within(Instant.parse(time));
        } catch (DateTimeException e) {
            throw TaxiiError.unreadable("added_after", "a time like 2026-11-05T05:40:00.000000Z");
        }
    }

    private static int limit(@Nullable String limit) {
        if (limit == null || limit.isEmpty()) {
            return USUAL;
        }
        if (!limit.matches("0*[1-9]\\d{0,8}")) {
            throw TaxiiError.unreadable("limit", "a positive whole number");
        }
        return Math.min(MOST, Integer.parseInt(limit));
    }

    /** The same of one object. */
    Match ofObject(String id) {
        return new Match(Set.of(id), types, versions, specVersion, addedAfter, from, limit);
    }

    /** The same of every version. */
    Match ofAllVersions() {
        return new Match(ids, types, Set.of(ALL), specVersion, addedAfter, from, limit);
    }

    /** The same, whatever its version and time. */
    Match anyOfIt() {
        return new Match(ids, Set.of(), Set.of(ALL), true, null, From.START, 1);
    }

    boolean latestAlone() {
        return versions.equals(Set.of(LAST));
    }

    boolean asksForFirst() {
        return versions.contains(FIRST);
    }

    /** The ids' first halves that alone what is asked for can hang on; null where it can on any. */
    @Nullable Set<Long> holders() {
        if (ids.isEmpty()) {
            return null;
        }
        var holders = new HashSet<Long>();
        ids.forEach(id -> StixId.holder(id).ifPresent(holders::add));
        return holders;
    }

    /** The ids that hang on nothing by which they are found. */
    Set<String> identities() {
        return ids.stream().filter(id -> id.startsWith("identity--")).collect(Collectors.toSet());
    }

    boolean takes(StixObject object, boolean isFirst, boolean isLatest) {
        return specVersion
                && (ids.isEmpty() || ids.contains(object.id()))
                && (types.isEmpty() || types.contains(object.type()))
                && takesVersion(object, isFirst, isLatest);
    }

    private boolean takesVersion(StixObject object, boolean isFirst, boolean isLatest) {
        return versions.contains(ALL)
                || (versions.contains(LAST) && isLatest)
                || (versions.contains(FIRST) && isFirst)
                || versions.contains(time(object.version()));
    }
}
