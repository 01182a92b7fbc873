package noroshi.api.view.thread;

import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.sector.Authority;
import noroshi.core.sector.Scope;
import noroshi.core.sector.Sector;
import noroshi.core.sharing.Viewer;
import noroshi.core.sharing.Viewer.Role;

/** 説明の相手. Of whom it may be asked why they got or see a thread: an authority, or one to whom nothing is delivered. */
public final class Recipients {

    private static final String POLICE = "PREF_POLICE_";

    private final Supplier<Scope> scope;
    private final Predicate<String> isOperator;

    /**
     * @param scope the sectors and authorities that there are
     * @param isOperator whether an operator of that slug is registered
     */
    public Recipients(Supplier<Scope> scope, Predicate<String> isOperator) {
        this.scope = scope;
        this.isOperator = isOperator;
    }

    /**
     * The one meant by an authority's code, {@code ceptoar:<SECTOR>}, {@code operator:<slug>}, {@code council:<member>} or
     * {@code hq}; empty if there is none.
     */
    public Optional<Viewer> find(String text) {
        String[] parts = text.split(":", 2);
        String of = parts.length == 2 ? parts[1] : "";
        return switch (parts[0]) {
            case "ceptoar" -> one(Role.CEPTOAR, of, text, this::isSector);
            case "operator" -> one(Role.OPERATOR, of, text, isOperator);
            case "council" -> one(Role.COUNCIL, of, text, member -> !member.isEmpty());
            case "hq" -> one(Role.HQ, Role.HQ.name(), text, _ -> parts.length == 1);
            default ->
                scope.get().authorities().stream()
                        .map(Authority::code)
                        .filter(code -> code.value().equals(text))
                        .findFirst()
                        .map(Recipients::officerOf);
        };
    }

    private static Optional<Viewer> one(Role role, String organisation, String text, Predicate<String> isKnown) {
        return isKnown.test(organisation) ? Optional.of(new Viewer(role, organisation, null, text)) : Optional.empty();
    }

    private boolean isSector(String code) {
        return scope.get().sectors().stream()
                .filter(row -> row.parent() == null)
                .map(Sector::code)
                .anyMatch(sector -> sector.value().equals(code));
    }

    /** Whoever at an authority may read most. */
    public static Viewer officerOf(AuthorityCode authority) {
        String code = authority.value();
        Role role = switch (code) {
            case "NCO" -> Role.NCO;
            case "PM_CAO" -> Role.PM_CAO;
            case "PPC" -> Role.PPC;
            default -> code.startsWith(POLICE) ? Role.POLICE : Role.MINISTRY;
        };
        String organisation = role == Role.POLICE ? code.substring(POLICE.length()) : code;
        return new Viewer(role, organisation, "officer", code);
    }
}
