// The subpaths beside those of the scenario: each has its own file and most their own module, so each must run
// in every host. This file imports nothing, as the scenario.

/** A sentence for each call that does not fail as it must. */
async function unlike(what, CardError, call, expected) {
  try {
    await call();
    return [`${what} did not fail.`];
  } catch (error) {
    const isLike = error instanceof CardError && Object.entries(expected).every(([name, value]) => error[name] === value);
    return isLike ? [] : [`${what} failed with ${error} (${error?.code}).`];
  }
}

/** A proxy that knows nobody: its module decides what a stranger is told. */
async function strangerAt({ createCardProxy, MemoryLedger }, main) {
  const proxy = createCardProxy({
    issuers: { main },
    authenticate: () => null,
    owns: () => false,
    allow: ["freeze"],
    ledger: new MemoryLedger(),
  });
  const init = { method: "POST", headers: { "idempotency-key": "00000000-0000-4000-8000-000000000001" } };
  const response = await proxy(new Request("https://proxy.example/cards/1/freeze", init));
  const told = await response.text();
  return response.status === 401 && told.includes('"urn:cardlatch:error:') ? [] : [`cardlatch/edge told a stranger ${response.status} ${told}.`];
}

/**
 * What is wrong with the other subpaths, as sentences.
 *
 * @param {Record<string, any>} all what the import of each gave, by its name
 * @param {{ url: string }} setup as `openWorld` made it
 */
export async function others({ edge, browser, capabilities, ...issuers }, { url }) {
  const settings = await (await fetch(`${url}/admin/credentials`)).json();
  const wrong = [];
  const clients = {};
  for (const [name, { CardClient, CardError }] of Object.entries(issuers)) {
    const id = name === "arthaV1" ? "artha-v1" : name === "openApi" ? "open-api" : name;
    clients[id] = new CardClient({ issuer: settings[id], dangerouslyAllowBrowser: true });
    const refusal = { code: "invalid_input", effect: "none", path: "cardId", issuer: id };
    wrong.push(...(await unlike(`cardlatch/${id}`, CardError, () => clients[id].freeze(""), refusal)));
  }
  wrong.push(...(await strangerAt(edge, clients.yativo)));
  const page = new browser.CardClient({ proxy: "https://proxy.example" });
  wrong.push(...(await unlike("cardlatch/browser", browser.CardError, () => page.freeze(""), { effect: "none" })));
  if (!capabilities.capabilities) wrong.push("cardlatch/capabilities has no table.");
  return wrong;
}
