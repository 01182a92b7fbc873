package noroshi.core.register;

import java.util.List;
import noroshi.core.Refused;
import noroshi.core.register.OperatorCommand.RegisterOperator;
import noroshi.core.register.OperatorEvent.OperatorRegistered;
import noroshi.core.register.OperatorEvent.OperatorRevised;
import noroshi.core.sector.Scope;

/** 事業者. An operator as the register knows it, or does not know it yet. */
public sealed interface Operator {

    /** Every operator before its first event. */
    Operator UNREGISTERED = new Unregistered();

    /** 未登録. */
    record Unregistered() implements Operator {}

    /** 登録済. */
    record Registered(OperatorEntry entry) implements Operator {}

    /**
     * What follows from {@code command}; none where the register says so already.
     *
     * @throws Refused as INVALID if the entry does not fit the scope; the fault names the item
     */
    static List<OperatorEvent> decide(OperatorCommand command, Operator operator, Scope scope) {
        return switch (command) {
            case RegisterOperator(var entry, var by, var at) ->
                switch (operator) {
                    case Unregistered() -> {
                        EntryRules.require(entry, scope);
                        yield List.of(new OperatorRegistered(entry.slug(), entry, by, at));
                    }
                    case Registered(var known) when known.equals(entry) -> List.of();
                    case Registered _ -> {
                        EntryRules.require(entry, scope);
                        yield List.of(new OperatorRevised(entry.slug(), entry, by, at));
                    }
                };
        };
    }

    static Operator evolve(Operator operator, OperatorEvent event) {
        return switch (event) {
            case OperatorRegistered registered -> new Registered(registered.entry());
            case OperatorRevised revised -> new Registered(revised.entry());
        };
    }
}
