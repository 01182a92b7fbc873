package noroshi.gateway.intake;

import noroshi.core.Fault;
import noroshi.core.Reason;

/** パラメータの誤り. A parameter of a request can't be read; its value is not quoted, being anybody's. */
public final class BadParameter extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Fault fault;

    BadParameter(String name, String expectedJa, String expectedEn) {
        this(Fault.of(Reason.INVALID, name, "another value", expectedJa, expectedEn));
    }

    private BadParameter(Fault fault) {
        super(fault.en());
        this.fault = fault;
    }

    public Fault fault() {
        return fault;
    }
}
