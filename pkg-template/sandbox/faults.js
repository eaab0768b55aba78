import { FAULT_NAMES, decidesByItself } from "./fault-endings.js";

/** @typedef {import("./index.js").Fault} Fault */

const refuse = (why) => {
  throw new TypeError(why);
};

const isCount = (value) => Number.isInteger(value) && value >= 0;

// One string has to hold it.
const MOST_BYTES = 256 * 1024 * 1024;
const INTERIM = [100, 102, 103];

const FIELD_RULES = {
  issuer: () => true,
  route: () => true,
  fault: () => true,
  times: (value) => isCount(value) && value > 0,
  execute: (value) => typeof value === "boolean",
  ms: isCount,
  retryAfterSeconds: isCount,
  retryAfterDate: (value) => typeof value === "boolean",
  page: (value) => typeof value === "boolean",
  headToo: (value) => typeof value === "boolean",
  bytes: (value) => isCount(value) && value <= MOST_BYTES,
  interim: (value) => Array.isArray(value) && value.every((status) => INTERIM.includes(status)),
  status: (value) => Number.isInteger(value) && value >= 200 && value <= 599,
  to: (value) => URL.canParse(value),
  code: (value) => typeof value === "string" || Number.isInteger(value),
};

const ROUTE_KINDS = ["*", "action", "read", "login"];

function checkFields(fault) {
  for (const [name, value] of Object.entries(fault)) {
    if (!Object.hasOwn(FIELD_RULES, name)) refuse(`A fault has no field ${name}.`);
    if (!FIELD_RULES[name](value)) refuse(`The field ${name} has a wrong value.`);
  }
}

function checkNames(fault, issuers) {
  const issuer = issuers.find(({ id }) => id === fault.issuer);
  if (issuer === undefined) {
    return refuse(`The issuer is one of: ${issuers.map(({ id }) => id).join(", ")}.`);
  }
  if (!FAULT_NAMES.includes(fault.fault)) refuse(`The fault is one of: ${FAULT_NAMES.join(", ")}.`);
  const routes = [...ROUTE_KINDS, ...issuer.routes.map(({ name }) => name)];
  if (!routes.includes(fault.route ?? "*")) refuse(`The route is one of: ${routes.join(", ")}.`);
  return issuer;
}

function checkMeaning(fault, issuer) {
  if (decidesByItself(fault.fault) && fault.execute !== undefined) {
    refuse(`The fault ${fault.fault} decides by itself whether the action is executed.`);
  }
  if (fault.fault !== "issuer_error") return;
  if (fault.code === undefined) refuse("The fault issuer_error needs a code.");
  if (issuer.errorCodes && !issuer.errorCodes.includes(fault.code)) {
    refuse(`The code is one of: ${issuer.errorCodes.join(", ")}.`);
  }
}

/**
 * The faults that wait for their request. Each one fires `times` times, the oldest first.
 *
 * @param {() => import("./world.js").Issuer[]} listIssuers
 */
export function createFaults(listIssuers) {
  /** @type {(Required<Pick<Fault, "route" | "times">> & Fault)[]} */
  let waiting = [];

  return {
    /** @param {Fault} fault */
    add(fault) {
      checkFields(fault);
      checkMeaning(fault, checkNames(fault, listIssuers()));
      waiting.push({ ...fault, route: fault.route ?? "*", times: fault.times ?? 1 });
    },

    /**
     * @param {string} issuerId
     * @param {{ name: string, kind: string }} route
     * @returns {Fault | undefined}
     */
    take(issuerId, { name, kind }) {
      const fault = waiting.find(
        ({ issuer, route }) => issuer === issuerId && ["*", name, kind].includes(route),
      );
      if (fault === undefined) return undefined;
      const taken = { ...fault };
      fault.times -= 1;
      waiting = waiting.filter(({ times }) => times > 0);
      return taken;
    },

    list: () => structuredClone(waiting),
    clear() {
      waiting = [];
    },
  };
}
