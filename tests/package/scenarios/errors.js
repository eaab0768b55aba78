// What an error is, and what it never shows.
import { has, same, that } from "./check.js";
import { png, PNG_BASE64 } from "./pictures.js";
import { CARDS } from "./world.js";

const SECRETS = ["customerToken", "privateKey", "apiKey", "secret", "accountId", "appSecret", "key", "password", "totpSecret"];

/** Who holds a card may be read; nothing else that was planted. */
const withoutHolder = ({ holder, ...card }) => card;

/** Every credential and all that the sandbox planted; of a key in lines, one of its lines. */
export const secretsOf = ({ issuers, planted }) => [
  ...planted,
  PNG_BASE64,
  ...Object.values(issuers).flatMap((issuer) =>
    SECRETS.filter((name) => issuer[name]).map((name) => issuer[name].split("\n").find((line) => !line.startsWith("-"))),
  ),
];

/** What a value shows when it is written down. */
export const shown = (value) =>
  [
    JSON.stringify(value),
    String(value),
    value.stack,
    JSON.stringify(Object.entries(value)),
    JSON.stringify({ ...value }),
    JSON.stringify(Object.getOwnPropertyNames(value).map((name) => value[name])),
  ].join("\n");

/** Errors of a client whose answers and arguments hold secrets. */
export async function tellingErrors(world) {
  const { artha, "artha-v1": arthaV1, yativo, ibanera, "open-api": openApi } = CARDS;
  const pan = world.planted[0];
  await world.fault("artha", "issuer_error", { route: "action", code: `declined ${pan}` });
  await world.fault("yativo", "truncated_json", { route: "get" });
  await world.fault("ibanera", "truncated_json", { route: "carddetails" });
  await world.fault("open-api", "issuer_error", { code: pan });
  await world.fault("artha-v1", "issuer_error", { route: "action", code: `declined ${pan}` });
  return Promise.all([
    world.fails(world.client("artha", { needPhotoForOperateCard: true }).setPin(artha.photo, { signImage: png() })),
    world.fails(world.client("yativo").card(yativo.active)),
    world.fails(world.client("ibanera").card(ibanera.active)),
    world.fails(world.client("open-api").freeze(openApi.active)),
    world.fails(world.client("artha-v1").freeze(arthaV1.active)),
    world.fails(world.client("yativo", { appSecret: `${world.issuers.yativo.appSecret} ` }).card(yativo.active)),
    world.fails(world.client("artha").freeze(artha.photo, { signImage: PNG_BASE64.slice(0, -8) })),
  ]);
}

export const errors = {
  async "an error is a CardError and an Error, with every field"(world) {
    await world.fault("open-api", "rate_limited", { retryAfterSeconds: 90 });
    const error = await world.fails(world.client("open-api").freeze(CARDS["open-api"].active));
    that(error instanceof world.CardError && error instanceof Error, "it is no Error");
    that(Object.prototype.toString.call(error) === "[object Error]", "it does not look like an Error");
    that(error.message.length > 0 && String(error) === `CardError: ${error.message}`, `it reads: ${error}`);
    that(error.stack.startsWith("CardError: "), "the stack does not begin with its name");
    const fields = {
      code: "rate_limited",
      effect: "none",
      retryable: true,
      issuer: "open-api",
      action: "freeze",
      cardId: CARDS["open-api"].active,
      status: 429,
      issuerCode: "990429",
      retryAfterMs: 90_000,
      requestId: error.requestId,
    };
    that(/^req_[a-z]{12}$/.test(error.requestId), `the id of the request is ${error.requestId}`);
    has(error, { name: "CardError", ...fields });
    same({ ...error }, fields, "what is enumerable");
    same(JSON.parse(JSON.stringify(error)), { name: "CardError", message: error.message, ...fields }, "the JSON");
  },

  async "what was refused here has no status and no body"(world) {
    const error = await world.fails(world.client("open-api").freeze(".."), { code: "invalid_input" });
    same([error.status, error.issuerMessage, error.body()], [undefined, undefined, undefined]);
  },

  async "nothing that is written down shows a secret"(world) {
    const clients = Object.keys(CARDS).map((issuer) => world.client(issuer));
    const written = [...clients, ...(await tellingErrors(world))].map(shown).join("\n");
    for (const secret of secretsOf(world)) that(!written.includes(secret), `${secret} is shown in ${written}`);
  },

  async "the issuer's words and its answer are there on purpose only"(world) {
    const pan = world.planted[0];
    const [declined, spoiled] = await tellingErrors(world);
    same(declined.issuerMessage, `declined ${pan}`, "the issuer's words");
    that(new TextDecoder().decode(spoiled.body()).includes(pan), "the answer is not there");
    that(spoiled.body() instanceof Uint8Array, "the answer is not bytes");
  },

  async "codes that could be card data are withheld"(world) {
    const pan = world.planted[0];
    await world.fault("open-api", "issuer_error", { code: Number(pan) });
    const error = await world.fails(world.client("open-api").freeze(CARDS["open-api"].active));
    same(error.issuerCode, undefined, "the issuer's code");
    that(new TextDecoder().decode(error.body()).includes(pan), "the answer is not there");
  },

  async "outcomes and states hold nothing that was planted"(world) {
    const told = [
      await world.client("yativo").freeze(CARDS.yativo.active),
      withoutHolder(await world.client("yativo").card(CARDS.yativo.frozen)),
      await world.client("ibanera").deactivate(CARDS.ibanera.pending),
      withoutHolder(await world.client("ibanera").card(CARDS.ibanera.active)),
      await world.client("artha").card(CARDS.artha.active),
      await world.client("artha-v1").card(CARDS["artha-v1"].active),
      await world.client("artha-v1").freeze(CARDS["artha-v1"].active),
    ];
    const written = JSON.stringify(told);
    const cardData = ["cvv", "cvc", "pin", "947", "8352"].map((word) => `"${word}"`);
    for (const secret of [...secretsOf(world), ...cardData]) {
      that(!written.includes(secret), `${secret} is shown in ${written}`);
    }
  },
};
