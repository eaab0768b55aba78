// What every runtime and every bundle has to do with the installed package. This file imports nothing,
// so that it goes wherever the package goes: as it is, through a bundler, or into a page.

const PHOTO_PROGRAM = "5a0d0000-0000-4000-8000-0000000000f1";
const PHOTO_CARD = "a0000000-0000-4000-8000-000000000003";
const PLAIN_CARD = "a0000000-0000-4000-8000-000000000001";
const CLOSED_CARD = "a0000000-0000-4000-8000-000000000005";
const SECOND_CARD = "1003";
const PATIENCE_MS = 20_000;

/** One black pixel. */
const PNG =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==";

const bytesOf = (base64) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));

function that(condition, sentence) {
  if (!condition) throw new Error(sentence);
}

/** What an error says, and where it comes from: not every host writes the first into its stack. */
export const wordsOf = (error) => `${error}\n${error?.stack ?? ""}`;

/** Compares the fields that are expected and leaves the others alone. */
function has(actual, expected, what) {
  for (const [name, value] of Object.entries(expected)) {
    const [seen, wanted] = [JSON.stringify(actual?.[name]), JSON.stringify(value)];
    that(seen === wanted, `${what}: ${name} is ${seen}, not ${wanted}`);
  }
}

/** Waits for a call to fail with an error of this class, and gives the error. */
async function fails(call, ErrorClass, expected, what) {
  let outcome;
  try {
    outcome = await call();
  } catch (error) {
    that(error instanceof ErrorClass && error instanceof Error, `${what} threw what is no CardError: ${wordsOf(error)}`);
    has(error, expected, what);
    return error;
  }
  throw new Error(`${what} did not fail but gave ${JSON.stringify(outcome)}`);
}

/** Cents as the issuer writes an amount: no zeros at its end. */
const decimal = (cents) => String(cents / 100);

/** The issuers and what they have sent, by their routes alone. */
function issuersAt({ url, mailbox }, fetch) {
  async function ask(address, body) {
    const response = await fetch(address, body && { method: "POST", body: JSON.stringify(body) });
    const text = await response.text();
    that(response.ok, `${address} answered ${response.status}: ${text}`);
    return JSON.parse(text);
  }
  const admin = (route, body) => ask(`${url}/admin/${route}`, body);
  return {
    admin,
    /** The last delivery to one of the mailbox's paths, byte for byte. */
    async letter(path) {
      const letter = (await ask(mailbox)).filter((letter) => letter.path === path).at(-1);
      that(letter, `nothing was delivered to ${path}`);
      return { method: letter.method, headers: letter.headers, body: bytesOf(letter.body) };
    },
    async executed() {
      const done = await admin("executions");
      return done.map(({ issuer, action, cardId, count }) => `${issuer} ${action} ${cardId} ${count}`);
    },
  };
}

const parts = {
  /** A freeze with a picture, at a program that wants one. */
  async write({ withPhoto, at, memory }) {
    const signImage = new Blob([bytesOf(PNG)], { type: "image/png" });
    const outcome = await withPhoto.freeze(PHOTO_CARD, { signImage });
    has(outcome, { action: "freeze", result: "accepted" }, "the outcome");
    that(outcome.taskId, "the outcome has no task");
    memory.taskId = outcome.taskId;
    const { verdict } = (await at.admin("requests")).at(-1);
    that(verdict.includes("is a sound PNG"), `the issuer said of the picture: ${verdict}`);
  },

  /** A second issuer: a login with a one-time code, then a card and its balance to the cent. */
  async read({ ibanera, at }) {
    const expected = (await at.admin("state")).find(({ issuer, id }) => issuer === "ibanera" && id === SECOND_CARD);
    const card = await ibanera.card(SECOND_CARD);
    has(card, { state: expected.state, customer: expected.customerId }, "the card");
    const balance = await ibanera.balance(SECOND_CARD);
    has(balance.available, { value: decimal(expected.balanceCents), currency: "USD" }, "the balance");
  },

  /** What two issuers sent by themselves: Artha's order, proven by the path; a signed word of Ibanera. */
  async callback({ CallbackReceiver, CallbackError, setup, at, memory }) {
    await at.admin("settle", {});
    const delivery = await at.letter("/artha");
    const artha = new CallbackReceiver({ issuer: "artha", pathSecret: setup.pathSecret });
    const { event, reply } = await artha.receive({ ...delivery, pathSecret: setup.pathSecret });
    const { taskId } = memory;
    has(event, { kind: "action.completed", progress: "done", trust: "origin", cardId: PHOTO_CARD, taskId }, "Artha's event");
    has(reply, { status: 200 }, "the reply to Artha");
    const astray = { ...delivery, pathSecret: "no-secret-at-all" };
    await fails(() => artha.receive(astray), CallbackError, { code: "unauthorized", effect: "none" }, "a wrong path");

    await at.admin("webhooks", { issuer: "ibanera", event: "MANAGEE_KYC_UPDATED" });
    const signed = await at.letter("/ibanera");
    const receiver = (secret) => new CallbackReceiver({ issuer: "ibanera", secrets: [secret] });
    const { callbackSecret } = (await at.admin("seeds")).ibanera;
    const heard = await receiver(callbackSecret).receive(signed);
    has(heard.event, { kind: "kyc", progress: "done", trust: "signed" }, "Ibanera's event");
    await fails(() => receiver("another secret").receive(signed), CallbackError, { code: "unauthorized", effect: "none" }, "a wrong secret");
  },

  /** A call that is given up while the issuer, who has acted, holds its answer back. */
  async abort({ artha, CardError, at }) {
    const early = { signal: AbortSignal.abort() };
    await fails(() => artha.freeze(PLAIN_CARD, early), CardError, { code: "aborted", effect: "none" }, "a call aborted beforehand");

    await at.admin("faults", { issuer: "artha", route: "CardFreeze", fault: "stall", execute: true });
    const controller = new AbortController();
    const call = artha.freeze(PLAIN_CARD, { signal: controller.signal });
    const failure = fails(() => call, CardError, { code: "aborted", effect: "unknown" }, "the aborted call");
    const order = `artha freeze ${PLAIN_CARD} 1`;
    const acted = async () => {
      const end = Date.now() + PATIENCE_MS;
      while (!(await at.executed()).includes(order)) that(Date.now() < end, "the issuer never acted");
    };
    // Whichever ends first: a call that fails too soon says why.
    await Promise.race([acted(), failure]);
    controller.abort();
    await failure;
  },

  /** Refusals: one before anything is sent, one by the issuer. */
  async instanceof({ artha, withPhoto, CardError }) {
    const refused = { name: "CardError", issuer: "artha", action: "freeze", effect: "none", retryable: false };
    const unsent = { ...refused, code: "sign_image_required", path: "signImage" };
    await fails(() => withPhoto.freeze(PHOTO_CARD), CardError, unsent, "a freeze without its picture");
    const answered = { ...refused, code: "issuer_rejected", cardId: CLOSED_CARD };
    const error = await fails(() => artha.freeze(CLOSED_CARD), CardError, answered, "a freeze of a closed card");
    that(error.message, "the refusal has no words");
  },
};

export const PARTS = Object.keys(parts);

/** The file of the package that made an error, where its stack names files. */
function madeIn(make) {
  try {
    make();
  } catch (error) {
    return /[^\s()@"']*\/[^\s()@"']*?\.[cm]?js(?=[?:])/.exec(error.stack ?? "")?.[0];
  }
}

/**
 * Runs the five parts one after the other. `cardlatch` and `callbacks` are what the imports of these names
 * gave, `setup` is what `openWorld` made. Gives a plain object, whatever happens in the parts.
 *
 * @param {{ cardlatch: object, callbacks: object, setup: object, clientOptions?: object,
 *   fetch?: typeof fetch, report?: (part: object) => void }} given
 */
export async function run({ cardlatch, callbacks, setup, clientOptions = {}, fetch = (...request) => globalThis.fetch(...request), report }) {
  const { CardClient, CardError } = cardlatch;
  const { CallbackReceiver, CardError: CallbackError } = callbacks;
  const at = issuersAt(setup, fetch);
  const issuers = await at.admin("credentials");
  // Not for real use: the credentials of an issuer stand in a page only because this issuer is made up.
  const pages = globalThis.document ? { dangerouslyAllowBrowser: true } : {};
  const client = (id, more) => new CardClient({ ...pages, ...clientOptions, issuer: { ...issuers[id], ...more } });
  const clients = () => ({
    artha: client("artha"),
    withPhoto: client("artha", { programId: PHOTO_PROGRAM }),
    ibanera: client("ibanera"),
  });
  const result = { parts: [], loaded: {} };
  const memory = {};
  for (const name of PARTS) {
    const part = { name, ok: true };
    try {
      await parts[name]({ CallbackReceiver, CallbackError, CardError, ...clients(), at, memory, setup });
    } catch (error) {
      Object.assign(part, { ok: false, why: wordsOf(error) });
    }
    result.parts.push(part);
    report?.(part);
  }
  result.loaded.cardlatch = madeIn(() => new CardClient({}));
  result.loaded.callbacks = madeIn(() => new CallbackReceiver({}));
  return result;
}
