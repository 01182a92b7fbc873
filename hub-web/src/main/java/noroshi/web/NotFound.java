package noroshi.web;

/** 該当なし. There is no such thing for this caller: what it may not see is answered like what does not exist. */
public final class NotFound extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public NotFound(String what) {
        super(what);
    }
}
