package noroshi.standalone;

/** 事業者の登録. Whether an operator is in the register; tokens are made for registered ones only. */
@FunctionalInterface
public interface RegisteredOperators {
    boolean isRegistered(String slug);
}
