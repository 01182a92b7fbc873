package noroshi.gateway;

import java.nio.file.Path;

/**
 * 受付の設定.
 *
 * @param keys the folder of the intake keys; all gateways of one hub share it
 */
public record IntakeSettings(Path keys) {}
