package noroshi.api.desk;

import java.time.InstantSource;
import java.util.OptionalLong;
import noroshi.core.register.DemoRegister;
import noroshi.core.register.OperatorCommand.RegisterOperator;
import noroshi.core.register.OperatorEntry;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;

/**
 * デモ登録簿の登録. Registers the demo operators at start, where demo identities are on. An operator that is in the
 * register already stays as it is: the national office may have changed it since.
 */
public final class DemoRegistration implements ApplicationRunner {

    private static final String BY = "demo";

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
