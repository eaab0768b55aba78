import { emptyReply, htmlReply } from "./replies.js";

/**
 * @typedef {import("./index.js").Fault} Fault
 * @typedef {import("./index.js").FaultName} FaultName
 * @typedef {import("./replies.js").Reply} Reply
 *
 * How the server ends a request: with an answer at once, with one that trickles out over `ms`,
 * with silence, or by cutting the connection.
 * @typedef {{ how: "answer", reply: Reply, ms: number } | { how: "drip", reply: Reply, ms: number }
 *   | { how: "silence", verdict: string } | { how: "cut", verdict: string }} Ending
 *
 * @typedef {object} Scene
 * @property {Fault} fault
 * @property {(dry: boolean) => Reply} act answers as the issuer does; dry changes no card
 * @property {import("./world.js").Issuer} issuer
 * @property {string} elsewhere the same request at another origin
 */

/** @type {(reply: Reply, ms?: number) => Ending} */
const answer = (reply, ms = 0) => ({ how: "answer", reply, ms });

const told = (fault, reply) => ({ ...reply, verdict: `Fault ${fault.fault}: ${reply.verdict}` });

/** The issuer's own answer; `execute: false` makes it an empty claim. */
const ownAnswer = ({ fault, act }) => told(fault, act(fault.execute === false));

/** The issuer's own answer comes back in another shape. */
const shaped = (shape) => ({
  fixed: false,
  end(scene) {
    const reply = ownAnswer(scene);
    return answer({ ...reply, body: shape(reply.body) });
  },
});

/** The issuer's own answer is replaced; `execute: true` has the action happen all the same. */
const replaced = (make) => ({
  fixed: false,
  end(scene) {
    const before =
      scene.fault.execute === true ? `${scene.act(false).verdict} ` : "Nothing was executed. ";
    const reply = make(scene);
    return answer(told(scene.fault, { ...reply, verdict: before + reply.verdict }));
  },
});

/** The name says whether the action happens, so `execute` may not contradict it. */
const fixed = (end) => ({ fixed: true, end });

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

/** @type {Record<FaultName, { fixed: boolean, end: (scene: Scene) => Ending }>} */
const FAULTS = {
  cut_after_execute: fixed(({ fault, act }) => ({
    how: "cut",
    verdict: `Fault ${fault.fault}: ${act(false).verdict} Then the connection was cut without an answer.`,
  })),
  cut_before_execute: fixed(({ fault }) => ({
    how: "cut",
    verdict: `Fault ${fault.fault}: the connection was cut and nothing was executed.`,
  })),
  rate_limited: fixed(({ fault, issuer }) => {
    const reply = issuer.refuse(429, "Nothing was executed.");
    return answer(
      told(fault, {
        ...reply,
        headers: { ...reply.headers, "retry-after": String(fault.retryAfterSeconds ?? 1) },
      }),
    );
  }),
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
    end: ({ fault, act }) => ({
      how: "silence",
      verdict: `Fault ${fault.fault}: ${fault.execute === true ? act(false).verdict : "Nothing was executed."} No answer was sent.`,
    }),
  },
  delay: {
    fixed: false,
    end: (scene) => answer(ownAnswer(scene), scene.fault.ms ?? 1000),
  },
  slow_body: {
    fixed: false,
    end: (scene) => ({ how: "drip", reply: ownAnswer(scene), ms: scene.fault.ms ?? 30_000 }),
  },

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
};

export const FAULT_NAMES = Object.keys(FAULTS);

/** @param {string} name */
export const decidesByItself = (name) => FAULTS[name].fixed;

/**
 * @param {Scene} scene
 * @returns {Ending}
 */
export const endWithFault = (scene) => FAULTS[scene.fault.fault].end(scene);

/**
 * @param {Reply} reply
 * @returns {Ending}
 */
export const endPlainly = (reply) => answer(reply);
