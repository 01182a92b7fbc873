package noroshi.api.view;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** 絞込み. The conditions of a query and the values of their parameters. */
public final class Where {

    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> parameters = new HashMap<>();

    public Where(Sight sight, String condition) {
        conditions.add(condition);
        parameters.putAll(sight.parameters());
    }

    /** Adds a condition without parameters of its own. */
    public Where and(String condition) {
        conditions.add(condition);
        return this;
    }

    /** Adds a condition on the parameter {@code :name}; none if there is no value. */
    public Where and(String condition, String name, @Nullable Object value) {
        if (value != null) {
            conditions.add(condition);
            with(name, value);
        }
        return this;
    }

    /** Adds a parameter that other parts of the statement use. */
    public Where with(String name, Object value) {
        parameters.put(name, value instanceof Instant instant ? instant.atOffset(ZoneOffset.UTC) : value);
        return this;
    }

    public String sql() {
        return "(" + String.join(") and (", conditions) + ")";
    }

    public Map<String, Object> parameters() {
        return parameters;
    }
}
