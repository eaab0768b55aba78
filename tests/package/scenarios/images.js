// The signature image in every form, and what is refused before anything is sent.
import { same, that } from "./check.js";
import { FORMS, REFUSED, jpeg, png, pngOfSize } from "./pictures.js";
import { CARDS, PHOTO_PROGRAM, PLAIN_PROGRAM } from "./world.js";

const { active, photo, photoFrozen } = CARDS.artha;

const taken = (make, kind = "PNG") => async (world) => {
  await world.client("artha").freeze(photo, { signImage: make() });
  const { verdict } = (await world.requests()).at(-1);
  that(verdict.includes(`is a sound ${kind}`), `the issuer said: ${verdict}`);
  await world.executed(["artha", "freeze", photo]);
};

const refused = ([code, make]) => async (world) => {
  const expected = { code, effect: "none", retryable: false, path: "signImage" };
  for (const action of ["freeze", "unfreeze", "setPin"]) {
    await world.fails(world.client("artha")[action](photo, { signImage: make() }), expected);
  }
  same(await world.routes(), [], "what was sent");
};

const each = (table, words, make) =>
  Object.fromEntries(Object.entries(table).map(([name, entry]) => [`${words} ${name}`, make(entry)]));

const required = { code: "sign_image_required", effect: "none", path: "signImage", retryable: false };

export const images = {
  ...each(FORMS, "an image is taken as", (make) => taken(make)),
  "an image is taken as a JPEG": taken(() => new Blob([jpeg()]), "JPEG"),
  ...each(REFUSED, "refused before anything is sent:", refused),

  async "values that are no image are refused"(world) {
    for (const signImage of [5, 0, true, {}, [1, 2], new Date(0), () => png()]) {
      const call = world.client("artha").freeze(photo, { signImage });
      await world.fails(call, { code: "invalid_input", effect: "none", path: "signImage" });
    }
    same(await world.routes(), [], "what was sent");
  },

  async "actions that take no image refuse one"(world) {
    const actions = { artha: "cancel", "artha-v1": "freeze", yativo: "freeze", "open-api": "freeze", ibanera: "activate" };
    for (const [issuer, action] of Object.entries(actions)) {
      const call = world.client(issuer)[action]("1001", { signImage: png() });
      await world.fails(call, { code: "invalid_input", effect: "none", path: "signImage" });
    }
    same(await world.routes(), [], "what was sent");
  },

  async "the limit is a setting"(world) {
    const client = world.client("artha", { image: { maxBytes: 60 } });
    await world.fails(client.freeze(photo, { signImage: png() }), { code: "image_too_large", effect: "none" });
    same(await world.routes(), [], "what was sent");
    await world.client("artha", { image: { maxBytes: png().length } }).freeze(photo, { signImage: png() });
  },

  async "a Blob over the limit is not even read"(world) {
    const blob = new Blob([pngOfSize(70)]);
    let reads = 0;
    blob.arrayBuffer = async () => ((reads += 1), png().buffer);
    const client = world.client("artha", { image: { maxBytes: 69 } });
    await world.fails(client.freeze(photo, { signImage: blob }), { code: "image_too_large" });
    same(reads, 0, "the number of reads");
  },

  async "an image goes out as a data URL where the configuration says so"(world) {
    await world.client("artha", { image: { encoding: "data_url" } }).unfreeze(photoFrozen, { signImage: png() });
    const { verdict } = (await world.requests()).at(-1);
    that(verdict.includes("came as a data URL"), `the issuer said: ${verdict}`);
  },

  async "a missing image is refused where the configuration asks for one"(world) {
    const client = world.client("artha", { needPhotoForOperateCard: true });
    await world.fails(client.freeze(photo), required);
    await world.fails(client.unfreeze(photoFrozen), required);
    same(await world.routes(), [], "what was sent");
  },

  async "a missing image is refused where the program asks for one, and that is read once"(world) {
    const client = world.client("artha", { programId: PHOTO_PROGRAM });
    await world.fails(client.freeze(photo), required);
    await world.fails(client.freeze(photo), required);
    same(await world.routes(), ["programdetails"], "what was sent");
  },

  async "no image is needed where the program asks for none"(world) {
    await world.client("artha", { programId: PLAIN_PROGRAM }).freeze(active);
    same(await world.routes(), ["programdetails", "CardFreeze"], "what was sent");
    await world.reset();
    await world.client("artha", { needPhotoForOperateCard: false }).freeze(active);
    same(await world.routes(), ["CardFreeze"], "what was sent");
  },
};
