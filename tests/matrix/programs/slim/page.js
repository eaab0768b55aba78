// For pages, with the modules in one of the forms that a page has at hand.
import { slim } from "./shared.js";

const forms = {
  address: (url) => new URL(url),
  answer: (url) => fetch(url),
  bytes: async (url) => (await fetch(url)).arrayBuffer(),
};

export async function program(setup, form) {
  const source = (name) => forms[form](import.meta.resolve(name));
  const sources = { cardlatch: source("cardlatch/cardlatch.wasm"), callbacks: source("cardlatch/callbacks.wasm") };
  return { ...(await slim(setup, sources)), scope: "Window" };
}
