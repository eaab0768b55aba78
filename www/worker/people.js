// Who is signed in, and who has just said once more that it is really them.
import { readJson } from "./json.js";
import { Refusal } from "./refusal.js";
import { cookie, cookieOf, opened, sealed } from "./signed.js";

const SESSION = { name: "session", path: "/", seconds: 8 * 60 * 60 };
const CONFIRMED = { name: "confirmed", path: "/api", seconds: 60 };

/** The user of a request, or null. */
export async function signedIn(request, env) {
  const id = await opened(
    env.COOKIE_SECRET,
    SESSION.name,
    cookieOf(request, SESSION.name),
    Date.now(),
  );
  return env.USERS.find((user) => user.id === id) ?? null;
}

/** Like `signedIn`, for what is shown to nobody else. */
export async function requireUser(request, env) {
  const user = await signedIn(request, env);
  if (!user) throw new Refusal(401, "not_signed_in", "Nobody is signed in.");
  return user;
}

/** Who is here, and who else there is. */
export async function describeSession(request, env) {
  const user = await signedIn(request, env);
  return Response.json({
    user: user && { ...described(user), password: user.password }, // the demo has told it to nobody
    users: env.USERS.map(described),
  });
}

/** One press signs in: that a person is who they say is for a real page to find out. */
export async function signIn(request, env) {
  const { user: id } = await readJson(request);
  const user = env.USERS.find((each) => each.id === id);
  if (!user) throw new Refusal(400, "bad_request", "There is no such user.");
  const headers = { "set-cookie": await told(env, SESSION, user.id) };
  return Response.json({ user: described(user) }, { headers });
}

export function signOut() {
  const headers = { "set-cookie": cookie(SESSION.name, "", { ...SESSION, seconds: 0 }) };
  return Response.json({ user: null }, { headers });
}

/**
 * The step-up: the password once more, for one action on one card. What it gives is good for a minute,
 * and for nothing else.
 */
export async function stepUp(request, env) {
  const user = await requireUser(request, env);
  const { issuer, cardId, action, password } = await readJson(request);
  if (password !== user.password) {
    throw new Refusal(403, "wrong_password", "That is not the password.");
  }
  const fact = what(user, { issuer, cardId, action });
  return Response.json({ done: true }, { headers: { "set-cookie": await told(env, CONFIRMED, fact) } });
}

/** Whether the user of this request has just confirmed exactly this. */
export async function hasConfirmed(request, env, user, about) {
  const { name } = CONFIRMED;
  const fact = await opened(env.COOKIE_SECRET, name, cookieOf(request, name), Date.now());
  return fact !== null && fact === what(user, about);
}

function what({ id }, { issuer, cardId, action }) {
  return JSON.stringify([id, issuer, cardId, action]);
}

async function told(env, kind, fact) {
  const untilMs = Date.now() + kind.seconds * 1_000;
  return cookie(kind.name, await sealed(env.COOKIE_SECRET, kind.name, fact, untilMs), kind);
}

function described({ id, name }) {
  return { id, name };
}
