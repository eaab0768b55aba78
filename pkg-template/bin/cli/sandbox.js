import { UsageError, readOptions } from "./usage.js";

const USAGE = `Usage: cardlatch sandbox [options]

Starts made-up card issuers on this machine, to test against.

  --port N            listen on this port (default 4010, 0 takes any free one)
  --host NAME         listen on this address (default 127.0.0.1)
  --callback-url URL  send Artha's callbacks there
  --settle-ms N       time until an accepted Artha action takes effect (default 1500),
                      or "never": only POST /admin/settle settles it
  --cors              let web pages of any origin call the sandbox
  --no-keep-alive     close the connection after each answer
  --help              show this text

While it runs:
  GET  /admin/credentials   the issuer settings to give to a client
  GET  /admin/state         the cards and their states
  GET  /admin/executions    the actions that truly happened
  GET  /admin/requests      what arrived, without any secret
  POST /admin/faults        break the next requests on purpose
  POST /admin/settle        settle accepted actions now
  POST /admin/reset         back to the start
`;

const OPTIONS = /** @type {const} */ ({
  port: { type: "string", default: "4010" },
  host: { type: "string" },
  "callback-url": { type: "string" },
  "settle-ms": { type: "string", default: "1500" },
  cors: { type: "boolean", default: false },
  "no-keep-alive": { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
});

function wholeNumber(text, option, max) {
  if (/^\d{1,9}$/.test(text) && Number(text) <= max) return Number(text);
  throw new UsageError(`--${option} takes a whole number up to ${max}.`, USAGE);
}

function sandboxOptions(values) {
  const settle = values["settle-ms"];
  const callbackUrl = values["callback-url"];
  if (callbackUrl !== undefined && !URL.canParse(callbackUrl)) {
    throw new UsageError("--callback-url takes a URL.", USAGE);
  }
  return {
    port: wholeNumber(values.port, "port", 65535),
    host: values.host,
    callbackUrl,
    settleMs: settle === "never" ? Infinity : wholeNumber(settle, "settle-ms", 999_999_999),
    cors: values.cors,
    keepAlive: !values["no-keep-alive"],
  };
}

function stopOnSignal(sandbox) {
  for (const signal of ["SIGINT", "SIGTERM"]) {
    process.once(signal, () => sandbox.close().then(() => process.exit(0)));
  }
}

async function start(options) {
  const { startSandbox } = await import("../../sandbox/index.js");
  const sandbox = await startSandbox(options);
  stopOnSignal(sandbox);
  console.log(`The settings for each issuer are at ${sandbox.url}/admin/credentials.`);
}

export async function main(args) {
  const values = readOptions(args, OPTIONS, USAGE);
  if (values.help) return void process.stdout.write(USAGE);
  const options = sandboxOptions(values);
  try {
    await start(options);
  } catch (error) {
    process.stderr.write(`The sandbox could not start: ${error.message}\n`);
    process.exitCode = 1;
  }
}
