package noroshi.gateway.consumer;

import java.nio.ByteBuffer;
import noroshi.avro.ReportFiling;
import noroshi.core.Fault;
import noroshi.core.Reason;
import noroshi.core.report.ReportId;
import noroshi.gateway.intake.FilingRecords;
import noroshi.gateway.intake.UnsealedContent;
import noroshi.gateway.wire.AvroValues;
import noroshi.gateway.wire.UnreadableValue;

/** Reads values by the schemas of the registry. */
final class RegistryFilings implements FilingValues {

    private final AvroValues values;
    private final FilingRecords records;

    RegistryFilings(AvroValues values, FilingRecords records) {
        this.values = values;
        this.records = records;
    }

    @Override
    public FiledValue read(ByteBuffer value, ReportId report) {
        ReportFiling filing = values.read(value, ReportFiling.class);
        try {
            return new FiledValue(
                    FilingRecords.kind(filing),
                    FilingRecords.thread(filing).orElse(null),
                    records.body(filing, report));
        } catch (UnsealedContent e) {
            throw new UnreadableValue(Fault.of(
                    Reason.UNREADABLE,
                    "content",
                    "SealedContent",
                    "この報告のために封緘された内容",
                    "content sealed for this report"));
        }
    }
}
