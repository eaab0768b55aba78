import { pathToFileURL } from "node:url";
import { join } from "node:path";

import { UsageError, readOptions } from "./usage.js";
import { checkConfiguration } from "../doctor/configuration.js";
import { Findings } from "../doctor/findings.js";
import { Hiding } from "../doctor/hiding.js";
import { checkInstallation } from "../doctor/installation.js";
import { checkNetwork } from "../doctor/network.js";
import { checkPage } from "../doctor/page.js";
import { asData, printed, wantsColour } from "../doctor/print.js";
import { checkProxy } from "../doctor/proxy.js";
import { checkRead } from "../doctor/read.js";
import { OWN, manifestOf, projectOf } from "../doctor/where.js";

const USAGE = `Usage: cardlatch doctor [options]

Checks an installation, and whatever else you name. It changes nothing, and prints no credential.

  --config FILE   the issuer's settings: a JSON file of the client's options, or of \`issuer\` alone
  --env PREFIX    or take them from variables: PREFIX_ID, PREFIX_BASE_URL, PREFIX_PRIVATE_KEY, ...
  --read CARD     read this card with the credentials, to see whether they are taken
  --page URL      look at the Content Security Policy of this page
  --csp POLICY    look at this policy, as the header has it
  --proxy URL     look at this proxy of yours from outside; a page asks it by this address
  --origin URL    the origin of the pages that ask the proxy, such as https://app.example
  --offline       ask nobody
  --json          print the findings for programs
  --help          show this text

The exit code is 0 where nothing is wrong, 1 where something is, 2 where the call was wrong.
`;

const OPTIONS = /** @type {const} */ ({
  config: { type: "string" },
  env: { type: "string" },
  read: { type: "string" },
  page: { type: "string" },
  csp: { type: "string" },
  proxy: { type: "string" },
  origin: { type: "string" },
  offline: { type: "boolean", default: false },
  json: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
});

const isHttp = (text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);

/** Options that do not go together, or are not what they must be. */
function mistakeIn(values) {
  if (values.config !== undefined && values.env !== undefined) return "--config and --env name two sources; give one.";
  if (values.env !== undefined && !/^[A-Za-z_][A-Za-z0-9_]*$/.test(values.env)) return "--env takes what names of variables begin with.";
  if (values.read !== undefined && values.config === undefined && values.env === undefined) return "--read needs the settings: give --config or --env.";
  if (values.page !== undefined && !isHttp(values.page)) return "--page takes a URL that begins with https:// or http://.";
  if (values.proxy !== undefined && !isHttp(values.proxy)) return "--proxy takes a URL that begins with https:// or http://.";
  if (values.origin !== undefined && (!isHttp(values.origin) || new URL(values.origin).origin !== values.origin)) return "--origin takes an origin like https://app.example, without a path.";
  if (values.origin !== undefined && values.proxy === undefined) return "--origin needs the proxy: give --proxy.";
  return undefined;
}

/** The package beside this command, or nothing where it does not load: the installation's checks say why. */
async function library() {
  try {
    const { exports } = manifestOf(OWN);
    const { node } = exports["."];
    const entry = typeof node === "string" ? node : node.import;
    return await import(pathToFileURL(join(OWN, typeof entry === "string" ? entry : entry.default)));
  } catch {
    return undefined;
  }
}

async function check(values, findings, hiding) {
  const { offline, page, csp, proxy } = values;
  await checkInstallation(projectOf(process.cwd()), findings.of("installation"));
  const settings = await checkConfiguration(values, process.env, await library(), hiding, findings.of("configuration"));
  if (settings) await checkNetwork(settings.options, process.env, offline, findings.of("network"));
  await checkAsked(values, settings, findings);
  if (page !== undefined || csp !== undefined) await checkPage(values, offline, findings.of("page"));
  if (proxy !== undefined) await checkProxy(values, offline, findings.of("proxy"));
}

/** Whether something speaks against sending the credentials to where the settings say. */
function isDoubtful({ list }) {
  return list.some(({ group, id, status }) => /^(configuration|network)$/.test(group) && (status === "wrong" || (id === "url.host" && status === "warn")));
}

async function checkAsked({ read, offline }, settings, findings) {
  if (read === undefined) return;
  const tell = findings.of("network");
  if (offline) return tell.notChecked("read", "No card was read, as --offline says.");
  if (!settings?.client) return tell.notChecked("read", "No card was read: there is no client to read it with.");
  if (isDoubtful(findings)) return tell.notChecked("read", "No card was read, so no credential was sent: correct what stands above first.");
  await checkRead(read, settings, tell);
}

/** Where in the doctor it happened, and nothing of what the error says: it may repeat a credential. */
function fault(error) {
  const frames = String(error?.stack ?? "").split("\n").filter((line) => /^\s+at .*\.js:\d+:\d+\)?$/.test(line));
  return `The doctor itself failed: ${error?.name ?? "unknown"}. What it found before is above.\n${frames.slice(0, 6).join("\n")}\n`;
}

export async function main(args) {
  const values = readOptions(args, OPTIONS, USAGE);
  if (values.help) return void process.stdout.write(USAGE);
  const mistake = mistakeIn(values);
  if (mistake) throw new UsageError(mistake, USAGE);
  const [findings, hiding] = [new Findings(), new Hiding()];
  let failure = "";
  try {
    await check(values, findings, hiding);
  } catch (error) {
    failure = fault(error);
    findings.of("installation").wrong("doctor", "The doctor itself failed, so not all was looked at.", { cure: "Report it with what stands on standard error: no credential is in it." });
  }
  const versions = { cardlatch: String(manifestOf(OWN).version), node: process.versions.node };
  const text = values.json
    ? `${JSON.stringify(hiding.cleanData(asData(findings, versions)), null, 2)}\n`
    : hiding.clean(printed(findings, wantsColour(process.stdout, process.env)));
  process.stdout.write(text);
  process.stderr.write(hiding.clean(failure));
  process.exitCode = findings.well ? 0 : 1;
}
