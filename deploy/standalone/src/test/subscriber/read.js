// read.js PROPERTIES TOPIC KEY: prints the first record with that key, as the registry's schema reads it
import { connect, tell } from "./client.js";

const [, , file, topic, key] = process.argv;

await tell(async () => {
  const { kafka, registry, username } = connect(file);
  const consumer = kafka.consumer({ groupId: `${username}.node-${process.pid}`, allowAutoTopicCreation: false });
  try {
    await consumer.connect();
    await consumer.subscribe({ topics: [topic], fromBeginning: true });
    return await new Promise((found, failed) => {
      consumer.on(consumer.events.CRASH, ({ payload }) => failed(payload.error));
      consumer
        .run({
          eachMessage: async ({ message }) => {
            if (message.key.toString() === key) {
              const headers = Object.entries(message.headers).map(([name, value]) => [name, value.toString()]);
              found({ headers: Object.fromEntries(headers), value: await registry.decode(message.value) });
            }
          },
        })
        .catch(failed);
    });
  } finally {
    await consumer.disconnect();
  }
});
