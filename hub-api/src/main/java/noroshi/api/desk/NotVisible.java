package noroshi.api.desk;

/** 不可視. What the caller may not see; it is answered like what does not exist. */
public final class NotVisible extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotVisible(String what) {
        super(what);
    }
}
