package noroshi.standalone.veris;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/**
 * 産業分類. Which sector of critical infrastructure an industry of the North American Industry
 * Classification System comes closest to; the longest prefix decides. Most industries belong to none.
 */
final class Naics {

    private static final Map<String, String> SECTORS = Map.ofEntries(
            Map.entry("2211", "ELECTRICITY"),
            Map.entry("2212", "GAS"),
            Map.entry("2213", "WATER"),
            Map.entry("211", "PETROLEUM"),
            Map.entry("324", "PETROLEUM"),
            Map.entry("3251", "CHEMICAL"),
            Map.entry("3252", "CHEMICAL"),
            Map.entry("3253", "CHEMICAL"),
            Map.entry("3255", "CHEMICAL"),
            Map.entry("3259", "CHEMICAL"),
            Map.entry("481", "AVIATION"),
            Map.entry("4881", "AIRPORT"),
            Map.entry("482", "RAILWAY"),
            Map.entry("4851", "RAILWAY"),
            Map.entry("483", "LOGISTICS"),
            Map.entry("484", "LOGISTICS"),
            Map.entry("492", "LOGISTICS"),
            Map.entry("493", "LOGISTICS"),
            Map.entry("4883", "PORT"),
            Map.entry("491", "POSTAL"),
            Map.entry("515", "INFO_COMM"),
            Map.entry("517", "INFO_COMM"),
            Map.entry("518", "INFO_COMM"),
            Map.entry("521", "FINANCE"),
            Map.entry("522", "FINANCE"),
            Map.entry("52221", "CREDIT"),
            Map.entry("523", "FINANCE"),
            Map.entry("524", "FINANCE"),
            Map.entry("525", "FINANCE"),
            Map.entry("621", "HEALTHCARE"),
            Map.entry("622", "HEALTHCARE"),
            Map.entry("623", "HEALTHCARE"),
            Map.entry("62", "HEALTHCARE"),
            Map.entry("624", ""),
            Map.entry("92", "GOV_ADMIN"));

    private Naics() {}

    /** The sector of that industry, if any comes close. */
    static Optional<String> sector(String industry) {
        return SECTORS.keySet().stream()
                .filter(industry::startsWith)
                .max(Comparator.comparingInt(String::length))
                .map(SECTORS::get)
                .filter(sector -> !sector.isEmpty());
    }
}
