import { randomBytes } from "node:crypto";
import { mediaType, parseObject } from "../../bodies.js";
import { OWN_CHOICE } from "../../replies.js";

function lacking(body) {
  const names = ["username", "password", "otp"].filter(
    (name) => typeof body[name] !== "string" || body[name] === "",
  );
  return names.map((name) => ({ fieldName: name, messageCode: "Required" }));
}

function wrongLogin({ principal, failure }, fieldName, messageCode, why) {
  principal.failed();
  return failure(fieldName, messageCode, why);
}

function checkAccount(desk, body) {
  const { principal, failure } = desk;
  if (principal.isLocked()) {
    return failure("username", "Account_Locked", "The account is locked for ten minutes.");
  }
  if (!principal.isRight(body.username, body.password)) {
    const why = "The username or password is wrong.";
    return wrongLogin(desk, "username", "Username_Or_Password_Incorrect", why);
  }
  if (!principal.takesCode(body.otp)) {
    const why = `The one-time code of the login is wrong. ${OWN_CHOICE}`;
    return wrongLogin(desk, "otp", "Invalid", why);
  }
  return null;
}

function logIn(desk, request) {
  const { principal, tokens, failed, failure, done } = desk;
  const isJson = mediaType(request.headers) === "application/json";
  const body = isJson ? parseObject(request.bytes) : null;
  if (body === null) {
    const why = `The login is not a JSON object sent as application/json. ${OWN_CHOICE}`;
    return failure("body", "Invalid", why);
  }
  const missing = lacking(body);
  if (missing.length > 0) return failed(missing, "A field of the login is missing.");
  const refused = checkAccount(desk, body);
  if (refused !== null) return refused;
  principal.succeeded();
  const details = {
    accessToken: tokens.issue(),
    expiresIn: tokens.lifeSeconds,
    refreshToken: randomBytes(32).toString("base64url"),
    refreshTokenExpiresIn: 86400,
  };
  return done(0, details, "The login was right and a token was given.");
}

/** @param {import("./desk.js").Desk} desk @returns {import("../../world.js").Route} */
export const loginRoute = (desk) => ({
  name: "login",
  kind: "login",
  methods: ["POST"],
  pattern: /^\/api\/v1\/public\/auth\/login$/,
  handle: (request) => logIn(desk, request),
});
