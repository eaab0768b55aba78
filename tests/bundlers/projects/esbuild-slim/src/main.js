import client from "cardlatch/cardlatch.wasm";
import receiver from "cardlatch/callbacks.wasm";
import * as callbacks from "cardlatch/callbacks/slim";
import * as cardlatch from "cardlatch/slim";

import { run } from "./scenario.js";

const loaded = Promise.all([
  cardlatch.load(new URL(client, import.meta.url)),
  callbacks.load(new URL(receiver, import.meta.url)),
]);

window.start = async (setup) => {
  await loaded;
  return run({ cardlatch, callbacks, setup });
};
