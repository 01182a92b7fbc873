package noroshi.api.export;

/** 印刷待ち. Others are having theirs printed; asking again a little later helps. */
public final class PrinterBusy extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PrinterBusy() {
        super("others are having theirs printed");
    }
}
