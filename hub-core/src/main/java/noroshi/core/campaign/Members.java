package noroshi.core.campaign;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import noroshi.core.report.ThreadId;

/**
 * 構成事案. The threads of one campaign, and for each by which campaigns it is here: the campaign itself, or such as
 * were merged into it. So a merger can be undone, and what was linked or unlinked since stands.
 */
record Members(Map<ThreadId, Set<CampaignId>> origins) {

    static final Members NONE = new Members(Map.of());

    Members {
        // in the order in which they came
        origins = Collections.unmodifiableMap(new LinkedHashMap<>(origins));
    }

    List<ThreadId> threads() {
        return List.copyOf(origins.keySet());
    }

    boolean holds(ThreadId thread) {
        return origins.containsKey(thread);
    }

    /** The threads that are here by a campaign. */
    List<ThreadId> by(CampaignId origin) {
        return origins.entrySet().stream()
                .filter(entry -> entry.getValue().contains(origin))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The threads that are here by that campaign and no other. */
    List<ThreadId> onlyBy(CampaignId origin) {
        return origins.entrySet().stream()
                .filter(entry -> entry.getValue().equals(Set.of(origin)))
                .map(Map.Entry::getKey)
                .toList();
    }

    Members with(Collection<ThreadId> threads, CampaignId origin) {
        var all = new LinkedHashMap<>(origins);
        for (ThreadId thread : threads) {
            var by = new HashSet<>(all.getOrDefault(thread, Set.of()));
            by.add(origin);
            all.put(thread, Set.copyOf(by));
        }
        return new Members(all);
    }

    Members without(Collection<ThreadId> threads) {
        var all = new LinkedHashMap<>(origins);
        threads.forEach(all::remove);
        return new Members(all);
    }

    Members retaining(Collection<ThreadId> threads) {
        var all = new LinkedHashMap<>(origins);
        all.keySet().retainAll(new ArrayList<>(threads));
        return new Members(all);
    }

    /** Without what is here by that campaign alone. */
    Members withoutOrigin(CampaignId origin) {
        var all = new LinkedHashMap<ThreadId, Set<CampaignId>>();
        origins.forEach((thread, by) -> {
            var rest = new HashSet<>(by);
            rest.remove(origin);
            if (!rest.isEmpty()) {
                all.put(thread, Set.copyOf(rest));
            }
        });
        return new Members(all);
    }
}
