import { randomInt } from "node:crypto";

const LETTERS = "abcdefghijklmnopqrstuvwxyz";

/** What a client quotes to an issuer's support. */
export const createRequestId = () =>
  `req_${Array.from({ length: 12 }, () => LETTERS[randomInt(LETTERS.length)]).join("")}`;
