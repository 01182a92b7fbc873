package noroshi.gateway.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.InstantSource;
import noroshi.avro.ReportFiling;
import noroshi.avro.SealedContent;
import noroshi.core.Reason;
import noroshi.core.report.Kind;
import noroshi.core.report.ReportId;
import noroshi.gateway.consumer.FilingValues.Writer;
import noroshi.gateway.intake.FilingRecords;
import noroshi.gateway.intake.IntakeKeys;
import noroshi.gateway.wire.UnreadableValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.JsonNodeFactory;

class RegistryFilingsTest {

    private static final ByteBuffer ANY = ByteBuffer.allocate(0);
    private static final ReportId REPORT = Desk.report("k1");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path keys;

    private FilingRecords records() {
        return new FilingRecords(new IntakeKeys(keys, InstantSource.fixed(Desk.NOW), _ -> false));
    }

    private static ReportFiling sealed(FilingRecords records) {
        return records.sealed(
                Kind.REPORT, null, JsonNodeFactory.instance.objectNode().put("title", "停止"), REPORT);
    }

    @Test
    void whatTheHubSealedIsOpened() {
        FilingRecords records = records();
        ReportFiling filing = sealed(records);
        var read = new RegistryFilings(_ -> filing, records).read(ANY, REPORT, Writer.HUB);
        assertThat(read.body().get("title").stringValue()).isEqualTo("停止");
    }

    @Test
    void whatAnOperatorSaysIsSealedIsRefusedWhateverItsKey() {
        FilingRecords records = records();
        ReportFiling genuine = sealed(records);
        ReportFiling foreign = ReportFiling.newBuilder(genuine)
                .setContent(new SealedContent("2001-01-01", ANY))
                .build();
        for (ReportFiling filing : new ReportFiling[] {genuine, foreign}) {
            assertThatThrownBy(() -> new RegistryFilings(_ -> filing, records).read(ANY, REPORT, Writer.OPERATOR))
                    .isInstanceOfSatisfying(
                            UnreadableValue.class,
                            refused -> assertThat(refused.fault().code()).isEqualTo(Reason.UNREADABLE));
        }
    }
}
