package noroshi.gateway.wire;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.specific.SpecificRecord;

/** 発信. Puts records on topics. */
public interface Publisher {

    /**
     * Publishes a value; done once every replica in sync has it. Values of one key keep the order of the calls.
     *
     * <p>Fails with {@link BrokerUnavailable} within five seconds if broker or registry don't answer. The record may
     * have been taken nevertheless, so repeat it under the same {@code ce_id}. Fails with {@link RecordTooLarge} before
     * it returns, so that another value can be sent in its place in the order.
     *
     * @param headers as text, UTF-8
     */
    CompletableFuture<Void> publish(String topic, String key, SpecificRecord value, Map<String, String> headers);
}
