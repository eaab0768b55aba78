// The doctor's parts by themselves, out of the installed package.
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { installed } from "../../package/support/consumer.js";

export const part = (name) => import(pathToFileURL(join(installed, "bin/doctor", name)));

const { Findings } = await part("findings.js");

/** What a check tells: its findings. */
export async function told(check) {
  const findings = new Findings();
  await check(findings.of("configuration"));
  return findings.list;
}
