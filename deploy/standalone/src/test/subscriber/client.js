import { readFileSync } from "node:fs";
import { SchemaRegistry } from "@kafkajs/confluent-schema-registry";
import { Kafka, logLevel } from "kafkajs";

/** What `./hub kafka IDENTITY` printed: properties as Java's clients take them. */
function properties(file) {
  const lines = readFileSync(file, "utf8").split("\n").filter((line) => line.includes("="));
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]));
}

function quoted(text, name) {
  return new RegExp(`${name}="([^"]*)"`).exec(text)[1];
}

/** Clients for broker and registry. */
export function connect(file) {
  const told = properties(file);
  const login = told["sasl.jaas.config"];
  const username = quoted(login, "username");
  const kafka = new Kafka({
    clientId: "noroshi-subscriber",
    brokers: told["bootstrap.servers"].split(","),
    ssl: told["security.protocol"] === "SASL_SSL" && { ca: [readFileSync(told["ssl.truststore.location"], "utf8")] },
    sasl: {
      mechanism: told["sasl.mechanism"].toLowerCase(),
      username,
      password: quoted(login, "password"),
    },
    logLevel: logLevel.NOTHING,
  });
  const user = told["basic.auth.user.info"];
  const registry = new SchemaRegistry({
    host: told["schema.registry.url"],
    // names of organisations have colons, passwords have none
    auth: { username: user.slice(0, user.lastIndexOf(":")), password: user.slice(user.lastIndexOf(":") + 1) },
  });
  return { kafka, registry, username };
}

/** Prints what came of it, or by which error it was refused, in one line. */
export async function tell(work) {
  try {
    console.log(JSON.stringify(await work()));
  } catch (error) {
    console.log(JSON.stringify({ refused: error.type ?? error.name, detail: error.message }));
    process.exitCode = 3;
  }
}
