package noroshi.core.register;

import java.time.Instant;
import org.axonframework.messaging.commandhandling.annotation.Command;

/** 登録簿への申請. What can be asked of one operator's entry. */
public sealed interface OperatorCommand {

    /**
     * 登録・変更. Let the register say this of the operator: it registers or revises, and changes nothing when
     * said again.
     *
     * @param by who asks, as the text of their identity
     */
    @Command(namespace = "noroshi", name = "RegisterOperator", version = "1")
    record RegisterOperator(OperatorEntry entry, String by, Instant at) implements OperatorCommand {}
}
