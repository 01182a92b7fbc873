package noroshi.api.view;

import java.util.Map;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** 健全性. Says which view stands still, and why. A view that lags but moves is well. */
public final class ViewsHealth implements HealthIndicator {

    private final Views views;

    public ViewsHealth(Views views) {
        this.views = views;
    }

    @Override
    public Health health() {
        Map<String, String> faults = views.faults();
        if (!views.isRunning()) {
            return Health.outOfService().withDetail("views", "not started").build();
        }
        return faults.isEmpty()
                ? Health.up().build()
                : Health.down().withDetails(faults).build();
    }
}
