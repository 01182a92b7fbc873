// file.js PROPERTIES TOPIC CASE IDEMPOTENCY_KEY FILING: files at an operator's own door, by the schema that the registry has
import { readFileSync } from "node:fs";
import { connect, tell } from "./client.js";

const [, , file, topic, caseNumber, idempotencyKey, filing] = process.argv;

await tell(async () => {
  const { kafka, registry } = connect(file);
  const producer = kafka.producer({ idempotent: true, allowAutoTopicCreation: false });
  try {
    const schema = await registry.getLatestSchemaId(`${topic}-value`);
    const value = await registry.encode(schema, JSON.parse(readFileSync(filing, "utf8")));
    await producer.connect();
    const [{ errorCode }] = await producer.send({
      topic,
      acks: -1,
      messages: [{ key: caseNumber, value, headers: { "idempotency-key": idempotencyKey } }],
    });
    return { errorCode };
  } finally {
    await producer.disconnect();
  }
});
