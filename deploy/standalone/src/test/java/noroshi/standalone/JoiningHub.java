package noroshi.standalone;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/**
 * A hub beside another one on this machine: on that one's database, broker and registry, with its secrets and its keys;
 * with ports, a folder and a process of its own.
 */
final class JoiningHub {

    private static final Foundation ANOTHERS = new Foundation(
            (_, _, _) -> JoiningHub::leave, (_, _, _) -> JoiningHub::leave, (_, _, _) -> JoiningHub::leave, true);

    private JoiningHub() {}

    /** What is another's goes on without this one. */
    private static void leave() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        var environment = System.getenv();
        var settings = Settings.of(environment);
        // as ./hub does, and not as tests do
        System.setProperty("logback.configurationFile", "logback.xml");
        System.setProperty("logging.config", "classpath:logback.xml");
        System.setProperty(
                "hub.log", settings.data().resolve("log").resolve("hub.log").toString());
        var hub = new RunningHub(settings, false, environment, ANOTHERS);
        Runtime.getRuntime().addShutdownHook(new Thread(hub::close, "stop"));
        hub.start();
        System.out.println("ready " + hub.url());
        new CountDownLatch(1).await();
    }
}
