// Runs the command as it is installed. Whatever it prints is searched for secrets later on.
import { execFile } from "node:child_process";
import { join } from "node:path";

import { consumer } from "../../package/support/consumer.js";
import { keepPrinted } from "../../package/support/seen/report.js";

const COMMAND = join(consumer, "node_modules/.bin/cardlatch");

/** Variables that would change what the doctor finds on the machine that runs the tests. */
const AWAY = /^(https?_proxy|all_proxy|no_proxy|node_use_env_proxy|node_extra_ca_certs|no_color|force_color|node_options|node_test_context)$/i;

const plainEnv = () => Object.fromEntries(Object.entries(process.env).filter(([name]) => !AWAY.test(name)));

/**
 * @param {string[]} args
 * @param {{ cwd?: string, env?: Record<string, string>, command?: string }} [options]
 * @returns {Promise<{ status: number, stdout: string, stderr: string }>}
 */
export function run(args, { cwd = consumer, env = {}, command = COMMAND } = {}) {
  return new Promise((resolve) => {
    const options = { cwd, env: { ...plainEnv(), ...env }, maxBuffer: 16 * 1024 * 1024 };
    execFile(process.execPath, [command, ...args], options, (error, stdout, stderr) => {
      keepPrinted("cli", `${stdout}\n${stderr}`);
      resolve({ status: error ? error.code : 0, stdout, stderr });
    });
  });
}

/** The doctor's findings as data. */
export async function doctor(args, options) {
  const { status, stdout, stderr } = await run(["doctor", "--json", ...args], options);
  const report = JSON.parse(stdout);
  const found = (id) => report.checks.filter((check) => check.id === id);
  return { status, stdout, stderr, report, found, one: (id) => found(id)[0] };
}
