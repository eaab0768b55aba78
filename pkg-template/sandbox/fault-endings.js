import { BODY_FAULTS } from "./body-faults.js";
import { answer, cut, drip, later, sendWhole, silence } from "./endings.js";
import { fixed, onlyWhenTold, replaced, sentAs, told } from "./fault-kinds.js";
import { emptyReply, htmlReply } from "./replies.js";
import { SOCKET_FAULTS } from "./socket-faults.js";
import { STATUS_FAULTS } from "./status-faults.js";

/** The issuer's own answer comes back in another shape. */
const shaped = (shape) =>
  sentAs("", (line, reply) => sendWhole(line, { ...reply, body: shape(reply.body) }));

const OPPOSITES = {
  string: () => 42,
  number: String,
  boolean: String,
  object: (value) => (value === null ? 0 : Array.isArray(value) ? {} : [value]),
};

function inWrongTypes(text) {
  try {
    const entries = Object.entries(JSON.parse(text));
    return JSON.stringify(
      Object.fromEntries(entries.map(([name, value]) => [name, OPPOSITES[typeof value](value)])),
    );
  } catch {
    return "42";
  }
}

/** @type {Record<import("./index.js").FaultName, import("./fault-kinds.js").FaultKind>} */
const FAULTS = {
  cut_after_execute: fixed(({ fault, act }) =>
    cut(
      `Fault ${fault.fault}: ${act(false).verdict} Then the connection was cut without an answer.`,
    ),
  ),
  cut_before_execute: fixed(({ fault }) =>
    cut(`Fault ${fault.fault}: the connection was cut and nothing was executed.`),
  ),
  unauthorized_once: fixed(({ fault, issuer }) =>
    answer(told(fault, issuer.refuse(401, "Nothing was executed."))),
  ),
  redirect: fixed(({ fault, elsewhere }) => {
    const reply = emptyReply(
      fault.status ?? 302,
      "Nothing was executed, the client was sent elsewhere.",
    );
    return answer(told(fault, { ...reply, headers: { location: fault.to ?? elsewhere } }));
  }),
  success_without_effect: fixed(({ fault, act }) => answer(told(fault, act(true)))),

  stall: {
    fixed: false,
    end: (scene) =>
      silence(`Fault ${scene.fault.fault}: ${onlyWhenTold(scene)} No answer was sent.`),
  },
  delay: sentAs("", (line, reply, { ms = 1000 }) => later(line, ms, () => sendWhole(line, reply))),
  slow_body: sentAs("", (line, reply, { ms = 30_000 }) => drip(line, reply, ms)),

  truncated_json: shaped((body) => body.slice(0, Math.ceil(body.length / 2))),
  wrong_types: shaped(inWrongTypes),
  json_array: shaped((body) => `[${body}]`),

  status_500: replaced(({ issuer }) => issuer.refuse(500, "A tester asked for this.")),
  status_501: replaced(({ issuer }) => issuer.refuse(501, "A tester asked for this.")),
  status_502_html: replaced(() =>
    htmlReply(502, "502 Bad Gateway", "A gateway's page was sent with 502."),
  ),
  html_200: replaced(() => htmlReply(200, "Welcome", "A web page was sent with 200.")),
  empty_200: replaced(() => emptyReply(200, "An empty body was sent with 200.")),
  empty_object: replaced(() => ({
    ...emptyReply(200, "An empty object was sent with 200."),
    headers: { "content-type": "application/json" },
    body: "{}",
  })),
  success_with_error: replaced(({ issuer }) => issuer.successWithError()),
  issuer_error: replaced(({ issuer, fault }) =>
    issuer.issuerError({ code: fault.code, status: fault.status }),
  ),

  ...STATUS_FAULTS,
  ...SOCKET_FAULTS,
  ...BODY_FAULTS,
};

export const FAULT_NAMES = Object.keys(FAULTS);

/** @param {string} name */
export const decidesByItself = (name) => FAULTS[name].fixed;

/**
 * @param {import("./fault-kinds.js").Scene} scene
 * @returns {import("./endings.js").Ending}
 */
export const endWithFault = (scene) => FAULTS[scene.fault.fault].end(scene);
