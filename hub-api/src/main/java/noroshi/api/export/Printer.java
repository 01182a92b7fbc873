package noroshi.api.export;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import noroshi.form.print.PdfSheet;
import noroshi.form.print.Sheet;

/** 印刷. Lays out PDFs in turn: a long report takes a core for seconds, which those who report need more. */
public final class Printer {

    private final Semaphore turns;
    private final Duration patience;

    /**
     * A printer.
     *
     * @param turns one for each PDF that may be laid out at once
     * @param patience how long one more waits for its turn before its caller is asked to come again
     */
    public Printer(Semaphore turns, Duration patience) {
        this.turns = turns;
        this.patience = patience;
    }

    /** @throws PrinterBusy if it is not its turn in time */
    byte[] pdf(Sheet sheet) {
        try {
            if (!turns.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new PrinterBusy();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PrinterBusy();
        }
        try {
            return PdfSheet.of(sheet);
        } finally {
            turns.release();
        }
    }
}
