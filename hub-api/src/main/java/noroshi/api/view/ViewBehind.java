package noroshi.api.view;

/** 反映待ち. A view has not come as far as the answer needs; asking again a little later helps. */
public final class ViewBehind extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ViewBehind(String view, long position) {
        super("%s: not yet at position %d".formatted(view, position));
    }
}
