// Whether the project's own imports find the package and it works, in a process of its own: what a
// broken file does there, it does to nobody else.
import { execFile } from "node:child_process";
import { promisify } from "node:util";

const LIMIT_MS = 60_000;

/** Made-up settings: the client is only made, which loads the module. */
const SETTINGS = `{ issuer: { id: "yativo", baseUrl: "https://issuer.example", accountId: "a", appSecret: "b" } }`;

/** What is run in the project: import and require, a client of each, one class of errors in both. */
const SCRIPT = `
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
const told = {};
const attempt = async (name, load) => {
  try {
    const { CardClient, CardError } = await load();
    new CardClient(${SETTINGS});
    try { new CardClient({}); } catch (error) { told[name] = { loads: true, own: error instanceof CardError }; return { CardError, error }; }
  } catch (error) {
    told[name] = { loads: false, code: String(error?.code ?? error?.name ?? "unknown") };
  }
};
const require = createRequire(pathToFileURL(process.cwd() + "/doctor.cjs"));
const esm = await attempt("import", () => import("cardlatch"));
const cjs = await attempt("require", async () => require("cardlatch"));
if (esm && cjs) told.same = esm.error instanceof cjs.CardError && cjs.error instanceof esm.CardError;
console.log(JSON.stringify(told));
`;

async function ran(project) {
  try {
    const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "--eval", SCRIPT], { cwd: project, timeout: LIMIT_MS });
    return JSON.parse(stdout.trim().split("\n").at(-1));
  } catch {
    return undefined;
  }
}

const STATEMENTS = { import: 'import … from "cardlatch"', require: 'require("cardlatch")' };

function tellOne(way, told, tell) {
  const statement = STATEMENTS[way];
  if (told?.loads && told.own) return tell.ok(`loads.${way}`, `${statement} loads, and a client can be made.`);
  const code = told?.code ?? "unknown";
  tell.wrong(`loads.${way}`, `${statement} does not work here: ${code}.`, { cure: "If files are missing or changed, see above. Else the code says what Node found.", data: { code } });
}

/** Loads the package as the project does, in both ways. */
export async function checkLoads(project, tell) {
  const told = await ran(project);
  tellOne("import", told?.import, tell);
  tellOne("require", told?.require, tell);
  if (told?.same === undefined) return;
  if (told.same) return tell.ok("loads.same", "Both ways give one class of errors.");
  tell.wrong("loads.same", "import and require give two classes of errors.", { why: "`instanceof CardError` is false for an error of the other.", cure: "Use one of the two in the whole program." });
}
