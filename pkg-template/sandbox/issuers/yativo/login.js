import { OWN_CHOICE } from "../../replies.js";
import { envelope, success } from "./envelopes.js";

const tokenAnswer = ({ tokens }) => ({
  access_token: tokens.issue(),
  token_type: "bearer",
  expires_in: tokens.lifeSeconds,
});

function logIn(bank, request) {
  const body = bank.readBody(request);
  if (body === null) {
    return bank.invalid("The login is not a JSON object sent as application/json.");
  }
  const lacking = ["account_id", "app_secret"].filter(
    (name) => typeof body[name] !== "string" || body[name] === "",
  );
  if (lacking.length > 0) {
    const errors = lacking.map((name) => [name, [`The ${name} field is required.`]]);
    const why = "A field of the login is missing or is not text.";
    return bank.refuseFields(Object.fromEntries(errors), why);
  }
  if (body.account_id !== bank.accountId || body.app_secret !== bank.appSecret) {
    return envelope("E6", { why: `The credentials are wrong. ${OWN_CHOICE}` });
  }
  return success(tokenAnswer(bank), "The login was right and a token was given.");
}

/** @param {import("./bank.js").Bank} bank @returns {import("../../world.js").Route[]} */
export const loginRoutes = (bank) => [
  {
    name: "login",
    kind: "login",
    methods: ["POST"],
    pattern: /^\/auth\/login$/,
    handle: (request) => logIn(bank, request),
  },
  {
    name: "refresh-token",
    kind: "login",
    methods: ["GET"],
    pattern: /^\/auth\/refresh-token$/,
    handle: bank.signedIn(() =>
      success(tokenAnswer(bank), "A fresh token was given for one that is still good."),
    ),
  },
];
