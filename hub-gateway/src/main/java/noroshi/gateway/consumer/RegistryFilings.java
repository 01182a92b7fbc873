package noroshi.gateway.consumer;

import java.nio.ByteBuffer;
import java.util.function.Function;
import noroshi.avro.ReportFiling;
import noroshi.avro.SealedContent;
import noroshi.core.Fault;
import noroshi.core.Reason;
import noroshi.core.report.ReportId;
import noroshi.gateway.intake.FilingRecords;
import noroshi.gateway.intake.UnsealedContent;
import noroshi.gateway.wire.UnreadableValue;

/** Reads values by the schemas of the registry. */
final class RegistryFilings implements FilingValues {

    private final Function<ByteBuffer, ReportFiling> values;
    private final FilingRecords records;

    RegistryFilings(Function<ByteBuffer, ReportFiling> values, FilingRecords records) {
        this.values = values;
        this.records = records;
    }

    @Override
    public FiledValue read(ByteBuffer value, ReportId report, Writer writer) {
        ReportFiling filing = values.apply(value);
        if (writer == Writer.OPERATOR && filing.getContent() instanceof SealedContent) {
            throw sealed("封緘されない内容", "content that is not sealed");
        }
        try {
            return new FiledValue(
                    FilingRecords.kind(filing),
                    FilingRecords.thread(filing).orElse(null),
                    records.body(filing, report));
        } catch (UnsealedContent e) {
            throw sealed("この報告のために封緘された内容", "content sealed for this report");
        }
    }

    private static UnreadableValue sealed(String expectedJa, String expectedEn) {
        return new UnreadableValue(Fault.of(Reason.UNREADABLE, "content", "SealedContent", expectedJa, expectedEn));
    }
}
