package noroshi.api.desk;

import java.time.InstantSource;
import java.util.OptionalLong;
import noroshi.api.view.ViewBehind;
import noroshi.core.register.DemoRegister;
import noroshi.core.register.OperatorCommand.RegisterOperator;
import noroshi.core.register.OperatorEntry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;

/**
 * デモ登録簿の登録. Registers the demo operators at start, where demo identities are on. An operator that is in the
 * register already stays as it is: the national office may have changed it since.
 */
public final class DemoRegistration implements ApplicationRunner {

    private static final Logger LOG = LoggerFactory.getLogger(DemoRegistration.class);
    private static final String BY = "demo";

    /** How often a start asks for the register's view, which a busy machine or an upgrade may hold up, before it fails. */
    private static final int ATTEMPTS = 60;

    private final DemoIdentities identities;
    private final Dispatch dispatch;
    private final Progress progress;
    private final InstantSource clock;

    public DemoRegistration(DemoIdentities identities, Dispatch dispatch, Progress progress, InstantSource clock) {
        this.identities = identities;
        this.dispatch = dispatch;
        this.progress = progress;
        this.clock = clock;
    }

    /** Registers what is missing, and ends when tokens honour it. */
    @Override
    public void run(ApplicationArguments arguments) {
        if (!identities.on()) {
            return;
        }
        long position = 0;
        for (OperatorEntry entry : DemoRegister.entries()) {
            position = Math.max(position, register(entry));
        }
        for (int i = 1; i < ATTEMPTS; i++) {
            try {
                progress.require(RegisterProjection.NAME, position);
                return;
            } catch (ViewBehind behind) {
                LOG.info("waiting for the register: {}", behind.getMessage());
            }
        }
        progress.require(RegisterProjection.NAME, position);
    }

    private long register(OperatorEntry entry) {
        String slug = entry.slug().value();
        OptionalLong known = dispatch.lastOf("operator", slug);
        return known.isPresent()
                ? known.getAsLong()
                : dispatch.to("operator", slug, new RegisterOperator(entry, BY, clock.instant()), BY)
                        .position();
    }
}
