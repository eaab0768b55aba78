import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { marionette } from "./marionette.js";
import { standFolder } from "../support/stand.js";
import { within } from "../support/within.js";
import { start, until } from "./process.js";

const FIREFOX = process.env.CARDLATCH_FIREFOX ?? process.env.FIREFOX ?? "/usr/bin/firefox-esr";
const SCRIPT_MS = 60_000;
const QUIT_MS = 10_000;

/** A free port for the driver, and nothing asked of the internet. */
const SETTINGS = {
  "marionette.port": 0,
  "app.update.enabled": false,
  "browser.shell.checkDefaultBrowser": false,
  "datareporting.policy.dataSubmissionEnabled": false,
  "extensions.systemAddon.update.enabled": false,
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
  "services.settings.server": "data:,",
};

const asFile = (settings) =>
  Object.entries(settings)
    .map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`)
    .join("");

export async function startFirefox() {
  const profiles = standFolder("firefox");
  await mkdir(profiles, { recursive: true });
  const profile = await mkdtemp(join(profiles, "profile-"));
  await writeFile(join(profile, "user.js"), asFile(SETTINGS));
  const args = ["--headless", "--marionette", "--no-remote", "--profile", profile, "about:blank"];
  const firefox = start(FIREFOX, args);
  const port = await until(async () => Number(await readFile(join(profile, "MarionetteActivePort"), "utf8")) || undefined, firefox.gone);
  const driver = await marionette(port);
  const { capabilities } = await driver.ask("WebDriver:NewSession");
  await driver.ask("WebDriver:SetTimeouts", { script: SCRIPT_MS });
  let last = Promise.resolve();

  async function finished(url) {
    await driver.ask("WebDriver:Navigate", { url });
    const script = "const [done] = arguments; window.finished.then(done);";
    const { value } = await driver.ask("WebDriver:ExecuteAsyncScript", { script, args: [], sandbox: null });
    return value;
  }
  return {
    version: `firefox ${capabilities.browserVersion}`,
    /** One page after the other: there is one window. */
    finished(url) {
      last = last.catch(() => {}).then(() => finished(url));
      return last;
    },
    async close() {
      // Asked to, it ends its helpers as well, some of which are in no group of its own.
      await driver.ask("Marionette:Quit", { flags: ["eForceQuit"] }).catch(() => {});
      await within(QUIT_MS, () => firefox.gone).catch(() => {});
      driver.end();
      firefox.end();
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
