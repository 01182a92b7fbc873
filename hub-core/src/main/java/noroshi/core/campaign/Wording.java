package noroshi.core.campaign;

import org.jspecify.annotations.Nullable;

/**
 * 名称と概要. What a campaign is called and how it is described; sealed like a report's content, for it may name those
 * concerned.
 */
public record Wording(String name, @Nullable String description) {}
