package noroshi.web;

/** 大きすぎる本文. More came than is taken at once. */
public final class TooLarge extends RuntimeException {

    private static final long serialVersionUID = 1L;
}
