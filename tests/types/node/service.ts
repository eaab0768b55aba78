// A service in Node as one writes it, and a test with the sandbox.
import { createPrivateKey, webcrypto } from "node:crypto";
import { readFile } from "node:fs/promises";

import { CardClient, CardError, type Outcome } from "cardlatch";
import { startSandbox } from "cardlatch/sandbox";

import type { Equal, Expect } from "../expect.js";

const secret = (name: string): string => {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set`);
  return value;
};

export const cards = new CardClient({
  issuer: {
    id: "ibanera",
    baseUrl: "https://api.ibanera.example",
    username: secret("IBANERA_USER"),
    password: secret("IBANERA_PASSWORD"),
    oneTimeCode: async () => (await readFile("/run/code", "utf8")).trim(),
  },
});

/** A key that never leaves Node's own store. */
export async function withKey(pem: string): Promise<CardClient> {
  const der = createPrivateKey(pem).export({ format: "der", type: "pkcs8" });
  const algorithm = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
  const privateKey = await webcrypto.subtle.importKey("pkcs8", der, algorithm, false, ["sign"]);
  return new CardClient({ issuer: { id: "artha", baseUrl: "https://a.example", customerToken: "t", privateKey } });
}

export async function activateAll(ids: readonly string[]): Promise<Outcome[]> {
  const signal = AbortSignal.timeout(30_000);
  // @ts-expect-error this issuer takes no image
  void cards.activate("5", { signImage: await readFile("signature.png") });
  return Promise.all(ids.map((id) => cards.activate(id, { signal })));
}

/** A picture from the disk, at the issuer that takes one. */
export async function freezeSigned(artha: CardClient<"artha">, cardId: string): Promise<Outcome> {
  return artha.freeze(cardId, { signImage: await readFile("signature.png") });
}

export async function tryOut(): Promise<void> {
  const sandbox = await startSandbox({ settleMs: Infinity, log: false });
  const { artha, yativo, ibanera, "open-api": openApi, "artha-v1": arthaV1 } = sandbox.issuers;
  for (const issuer of [artha, arthaV1, yativo, ibanera, openApi]) void new CardClient({ issuer }).can("freeze");
  sandbox.admin.notify({ issuer: "artha", notifyType: "consume", cardId: "c", form: "asPrinted" });
  sandbox.admin.notify({ issuer: "artha-v1", event: "card.freeze", cardId: "c" });
  // @ts-expect-error that event is not among the documented ones
  sandbox.admin.notify({ issuer: "artha-v1", event: "card.replace", cardId: "c" });
  sandbox.admin.setAnswers({ issuer: "artha-v1", form: "R1" });
  // @ts-expect-error that form is another issuer's
  sandbox.admin.setAnswers({ issuer: "artha", form: "R1" });
  sandbox.admin.addFault({ issuer: "artha", fault: "cut_after_execute", route: "CardFreeze" });
  // @ts-expect-error there is no such fault
  sandbox.admin.addFault({ issuer: "artha", fault: "explode" });
  // @ts-expect-error there is no such option
  await startSandbox({ settle: 5 });
  try {
    await new CardClient({ issuer: artha }).freeze(sandbox.cards.artha[0]?.id ?? "none");
  } catch (error) {
    if (error instanceof CardError && error.effect === "unknown") {
      type Caught = Expect<Equal<typeof error.effect, "unknown">>;
      const proof: Caught = true;
      void proof;
    }
  } finally {
    await sandbox.close();
  }
}
