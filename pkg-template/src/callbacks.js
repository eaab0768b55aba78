import { read, toBytes } from "./bytes.js";
import { sha256 } from "./commands.js";
import { drive } from "./drive.js";
import { CardError } from "./error.js";
import { signer } from "./keys.js";
import { seated, seatOf } from "./owner.js";
import { wrongInput, wrongOption } from "./refusal.js";
import { done, view } from "./seat.js";
import { Secret } from "./secret.js";
import { isObject, told } from "./settings.js";

/** What shows that a callback comes from the issuer, by the option that is there for it alone. */
const digest = "w either hex base64";
const proofs = {
  secrets: { secrets: ["t"], headers: ["h"], algorithm: "w hmac-sha256 sha256", prefix: "a", digest },
  addresses: { addresses: ["q"] },
  pathSecret: { pathSecret: "s" },
  readCardFirst: { readCardFirst: "f" },
};
const place = { body: "l?", header: "h?" };
const layout = { id: "l?", cardId: "l?", taskId: "l?", about: "l?", status: "l?", time: "l?", remarks: "l?", amount: "l?", currency: "l?" };

/** The options of each issuer's receiver; without `secrets`, the caller chooses the proof. */
const ofIssuers = {
  artha: {},
  "artha-v1": { word: place, fields: "" },
  yativo: { secrets: ["t"] },
  "open-api": { word: place },
  ibanera: { secrets: ["t"], digest },
};

const most = 2 ** 20;
const later = { status: 503, headers: {}, body: "" };
const responseOf = (reply) => new Response(reply.body || null, reply);

/** An address in the one form that every runtime gives it; one of IPv4 is the one of IPv6 that stands for it. */
function address(text) {
  text = `${text ?? ""}`.trim();
  try {
    if (/^[\da-f.:]+$/i.test(text)) return new URL(`http://[${/:/.test(text) ? text : `::ffff:${text}`}]`).hostname;
  } catch {}
  return "";
}

/** Where the fields stand, as a list of the core's; the currency stands behind the amount. */
function listOf({ amount, currency, ...fields }) {
  const entries = Object.entries({ ...fields, ...(amount && { "amount.value:n": `${amount}~${currency ?? ""}` }) });
  return entries.map(([name, path]) => (path ? `${name}=${path.replace(/\s/g, "")}` : "")).join(" ");
}

/** The options of a receiver as the core takes them. */
function receiverOptions(options) {
  if (!isObject(options)) wrongOption("options", "an object");
  const { issuer, addresses, word = {}, fields = {} } = options;
  if (!Object.hasOwn(ofIssuers, issuer)) wrongOption("issuer", `one of ${Object.keys(ofIssuers)}`);
  const own = ofIssuers[issuer];
  const proof = Object.keys(proofs).find((name) => options[name]);
  if (!own.secrets && !proof) wrongOption("pathSecret", `there, or another of ${Object.keys(proofs)}`);
  const rules = { issuer: "a", maxBytes: "c", ...(own.secrets ? {} : proofs[proof]), ...own };
  const plain = Array.isArray(addresses) ? { ...options, addresses: addresses.map(address) } : options;
  const text = told(plain, rules, wrongOption);
  if (own.word && !word.body === !word.header) wrongOption("word", "where it stands: body or header");
  told(fields, layout, wrongOption, "fields.");
  return `${text}fields\0${listOf(fields)}\0`;
}

/** The words of a delivery, with a zero between them. */
function wordsOf({ method, headers, address: from, pathSecret }) {
  if (Object(headers) !== headers) wrongInput("headers", "Headers, an object or pairs");
  const pairs = headers[Symbol.iterator] ? [...headers] : Object.entries(headers);
  const words = pairs.flatMap(([name, values]) => [values].flat().flatMap((value) => [name, value]));
  return [method, address(from), pathSecret, ...words].map((word) => `${word ?? ""}`.replaceAll("\0", " ")).join("\0");
}

/** What each command of a delivery means here: the digest of its body, with the secret behind it or keyed with it. */
const commands = {
  // Digests are made of one piece.
  hash: async ({ secret, ...place }) => sha256(await new Blob([view(place), secret]).arrayBuffer()),
  mac: async ({ secret, ...place }) => {
    const sign = signer(secret, "raw", { name: "HMAC", hash: "SHA-256" }, toBytes);
    return [done, toBytes(await sign(() => view(place)))];
  },
};

/** An event with what nobody should see by accident hidden. */
function eventOf({ code, secrets, ...event }) {
  for (const name in secrets) secrets[name] = new Secret(secrets[name]);
  return { ...event, ...(code && { code: new Secret(code) }), secrets };
}

/**
 * Makes the class of one runtime, as `clientClass` does.
 *
 * @param {() => unknown} load
 */
export function receiverClass(load) {
  // Out of an object, so that the bundle does not shorten the class's name.
  const { CallbackReceiver } = {
    CallbackReceiver: class {
      #seat;
      #most;

      constructor(options) {
        const text = toBytes(receiverOptions(options));
        this.#most = options.maxBytes ?? most;
        this.#seat = seatOf(this, load, text);
      }

      async receive(delivery) {
        const body = toBytes(delivery?.body);
        if (!body) wrongInput("body", "the raw bytes");
        const words = wordsOf(delivery);
        return seated(await this.#seat(), async (seat) => {
          const { failed, done: event, reply } = await drive(seat, [done, body, 0, words], commands);
          if (failed) throw new CardError({ ...failed, reply });
          return { event: eventOf(event), reply };
        });
      }

      async respond(request, handle, about) {
        if (typeof handle !== "function") wrongInput("handle", "a function");
        let taken;
        try {
          const { method, headers } = request;
          taken = await this.receive({ ...about, method, headers, body: await read(request.body, this.#most) });
        } catch (error) {
          return responseOf(error.reply ?? later);
        }
        try {
          await handle(taken.event);
        } catch {
          return responseOf(later);
        }
        return responseOf(taken.reply);
      }
    },
  };
  return CallbackReceiver;
}
