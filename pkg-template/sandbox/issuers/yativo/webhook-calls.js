import { isUrl, problemsOf } from "../../checks.js";
import { OWN_CHOICE } from "../../replies.js";
import { success } from "./envelopes.js";

// One client insists on a path without `/api`, so this one is taken, too.
const PATH = "(?:/yativo/v1)?/business/webhook";
export const OTHER_BASE = "/yativo/v1";

const isThisMachine = (url) => /^(127\.0\.0\.1|localhost|\[::1\])$/.test(new URL(url).hostname);

/** HTTP is refused, as documented, but for a receiver on this machine: it seldom has a certificate. */
function urlRule(request) {
  return (url) => {
    if (!isUrl(url)) return false;
    if (new URL(url).protocol === "https:") return true;
    if (!isThisMachine(url)) return false;
    request.note(`The URL is not HTTPS; on this machine it is taken all the same. ${OWN_CHOICE}`);
    return true;
  };
}

function register(bank, request, body) {
  const problems = problemsOf(body, { url: urlRule(request) });
  if (problems.length > 0) return bank.refuseProblems(problems);
  const { hook, options } = bank;
  const record = hook.draft(body.url);
  const register = () => hook.register(record);
  const verdict = bank.execute(request, "setWebhook", "business", register);
  if (options.webhookAnswer === "older") {
    return success({ ...hook.view(record), secret: null }, verdict);
  }
  const { url, secret, createdAt } = record;
  const data = { url, secret, created_at: new Date(createdAt).toISOString() };
  return success(data, verdict, { status: 201, message: "Webhook configured successfully" });
}

function readSetting({ hook }) {
  const setting = hook.current();
  return success(setting === null ? [] : [hook.view(setting)], "The webhook setting was read.");
}

function noSuchHook({ hook, invalid }, id) {
  const setting = hook.current();
  const isMeant = setting !== null && (id === "" || id === setting.id);
  return isMeant ? null : invalid("There is no such webhook.");
}

// What a change answers is not documented: the record, as the read shows it.
const changed = ({ hook }, verdict) => success(hook.view(hook.current()), verdict);

function move(bank, request, body, id) {
  const problems = problemsOf(body, { url: urlRule(request) });
  if (problems.length > 0) return bank.refuseProblems(problems);
  const refused = noSuchHook(bank, id);
  if (refused !== null) return refused;
  request.note(
    id === ""
      ? "The id was not in the path, as older pages have it."
      : "The id was in the path, as the newest page has it.",
  );
  const verdict = bank.execute(request, "setWebhook", "business", () => bank.hook.move(body.url));
  return changed(bank, verdict);
}

function rotate(bank, request, id) {
  const refused = noSuchHook(bank, id);
  if (refused !== null) return refused;
  const verdict = bank.execute(request, "rotateWebhookSecret", "business", () => {
    const { id, url } = bank.hook.rotate();
    bank.hook.tell("webhook_updated", { id, url });
  });
  return changed(bank, verdict);
}

/** @param {import("./bank.js").Bank} bank @returns {import("../../world.js").Route[]} */
export const webhookRoutes = (bank) => [
  {
    name: "set-webhook",
    kind: "action",
    methods: ["POST"],
    pattern: new RegExp(`^${PATH}$`),
    handle: bank.write((request, body) => register(bank, request, body)),
  },
  {
    name: "webhook",
    kind: "read",
    methods: ["GET"],
    pattern: new RegExp(`^${PATH}$`),
    handle: bank.signedIn(() => readSetting(bank)),
  },
  {
    name: "change-webhook",
    kind: "action",
    methods: ["PUT"],
    pattern: new RegExp(`^${PATH}(?:/([^/]+))?$`),
    handle: bank.write((request, body, id) => move(bank, request, body, id)),
  },
  {
    name: "regenerate-secret",
    kind: "action",
    methods: ["POST"],
    pattern: new RegExp(`^${PATH}/([^/]+)/regenerate-secret$`),
    handle: bank.bareWrite((request, id) => rotate(bank, request, id)),
  },
];
