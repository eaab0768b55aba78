import { answer } from "./endings.js";

/**
 * @typedef {import("./endings.js").Ending} Ending
 * @typedef {import("./endings.js").Line} Line
 * @typedef {import("./replies.js").Reply} Reply
 * @typedef {import("./index.js").Fault} Fault
 *
 * @typedef {object} Scene
 * @property {Fault} fault
 * @property {(dry: boolean) => Reply} act answers as the issuer does; dry changes no card
 * @property {import("./world.js").Issuer} issuer
 * @property {string} elsewhere the same request at another origin
 * @property {() => number} now
 *
 * @typedef {{ fixed: boolean, end: (scene: Scene) => Ending }} FaultKind
 */

/** @type {(fault: Fault, reply: Reply) => Reply} */
export const told = (fault, reply) => ({
  ...reply,
  verdict: `Fault ${fault.fault}: ${reply.verdict}`,
});

/** The name says whether the action happens, so `execute` may not contradict it. */
export const fixed = (end) => ({ fixed: true, end });

/** What the tester asked for happens, and no answer is made. */
export const onlyWhenTold = ({ fault, act }) =>
  fault.execute === true ? act(false).verdict : "Nothing was executed.";

/**
 * The issuer's own answer, put on the wire in another way; `execute: false` makes it an empty claim.
 *
 * @param {string} words
 * @param {(line: Line, reply: Reply, fault: Fault) => void} send
 * @returns {FaultKind}
 */
export const sentAs = (words, send) => ({
  fixed: false,
  end({ fault, act }) {
    const reply = told(fault, act(fault.execute === false));
    return {
      status: reply.status,
      verdict: `${reply.verdict}${words && ` ${words}`}`,
      send: (line) => send(line, reply, fault),
    };
  },
});

/**
 * The issuer's own answer is replaced; `execute: true` has the action happen all the same.
 *
 * @param {(scene: Scene) => Reply} make
 * @returns {FaultKind}
 */
export const replaced = (make) => ({
  fixed: false,
  end(scene) {
    const before = onlyWhenTold(scene);
    const reply = make(scene);
    return answer(told(scene.fault, { ...reply, verdict: `${before} ${reply.verdict}` }));
  },
});
