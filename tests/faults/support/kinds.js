// The kinds of operation that every fault meets. `route` is where the fault is, in the sandbox's
// words; `asks` knows the requests of that operation by their path.
import { CARDS } from "../../package/scenarios/world.js";

const freezing = (issuer, asks, settings = {}) => ({
  issuer,
  settings,
  asks,
  call: (client, options) => client.freeze(CARDS[issuer].active, options),
});

export const KINDS = {
  read: {
    issuer: "artha",
    route: "CardBalance",
    asks: /\/CardBalance\//,
    call: (client, options) => client.balance(CARDS.artha.active, options),
  },
  "read with a session": {
    issuer: "yativo",
    route: "get",
    asks: /\/get\//,
    call: (client, options) => client.card(CARDS.yativo.active, options),
  },
  "signed write": { route: "CardFreeze", ...freezing("artha", /\/CardFreeze$/, { needPhotoForOperateCard: false }) },
  write: { route: "freeze", ...freezing("open-api", /\/card\/freeze$/) },
  "write with a key": { route: "update", ...freezing("yativo", /\/update\//) },
  "reading back": { route: "get", ...freezing("yativo", /\/get\//) },
  login: {
    issuer: "ibanera",
    route: "login",
    asks: /\/login$/,
    call: (client, options) => client.activate(CARDS.ibanera.inactive, options),
  },
};
