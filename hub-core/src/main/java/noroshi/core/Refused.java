package noroshi.core;

/** 拒否. The one way in which a command is turned down: nothing was recorded, and the fault says why. */
public final class Refused extends RuntimeException {

    private final Fault fault;

    public Refused(Fault fault) {
        super(fault.en());
        this.fault = fault;
    }

    public Refused(Reason reason, String item, Object came, String expectedJa, String expectedEn) {
        this(Fault.of(reason, item, came, expectedJa, expectedEn));
    }

    public Fault fault() {
        return fault;
    }

    public Reason reason() {
        return fault.code();
    }
}
