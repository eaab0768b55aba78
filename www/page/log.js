// The request log: newest first, each line opens to its masked headers and bodies.
import { facts, fill, h, icon } from "./dom.js";
import { shortId } from "./picker.js";
import { clock, eventWords, seconds, size } from "./words.js";

const MOST_LINES = 60;
const ENDINGS = { cut: "Cut", stopped: "Timed out" };

/** `names` gives an issuer's name by its id. */
export function createLog(element, showAll, names) {
  const lines = []; // newest first
  const list = h("ol.log", { "aria-label": "Requests, newest first" });
  const empty = h("p.empty", {}, "Nothing was sent yet.");
  fill(element, empty, list);
  showAll.addEventListener("change", filter);
  filter();
  return { add, clear };

  // Rows are added and hidden, never rebuilt: an opened one stays open, and the focus stays on its row.
  function add(entries) {
    for (const entry of entries) {
      const line = { entry, row: row(entry, names(entry.issuer)) };
      lines.unshift(line);
      list.prepend(line.row);
    }
    for (const { row } of lines.splice(MOST_LINES)) row.remove();
    filter();
  }

  function clear() {
    for (const { row } of lines.splice(0)) row.remove();
    filter();
  }

  function filter() {
    for (const { entry, row } of lines) row.hidden = !showAll.checked && isReadOrLogin(entry);
    const shown = lines.some(({ row }) => !row.hidden);
    list.hidden = !shown;
    empty.hidden = shown;
  }
}

// Artha reads by POST too.
const READ_BY_POST = /\/(Card\/Transactions|EstimateCardTopUpFee)$/;

function isReadOrLogin({ method, route, direction }) {
  if (direction === "in") return false;
  return method === "GET" || /\/auth\//.test(route) || READ_BY_POST.test(route);
}

function row(entry, issuer) {
  const { method, route, attempt, direction, durationMs, event } = entry;
  return h(
    "li",
    {},
    h(
      `details.request${event ? ".is-event" : ""}`,
      {},
      h(
        "summary",
        {},
        h(
          "span.request-way",
          {},
          icon(direction === "in" ? "in" : "out"),
          h("span.unseen", {}, direction === "in" ? "Received:" : "Sent:"),
        ),
        h("span.request-route", {}, h("b", {}, method), " ", breakable(route)),
        event ? h("span.request-event", {}, eventWords(event, cardName(event))) : null,
        h(`span.request-status.is-${tone(entry)}`, {}, statusText(entry)),
        h(
          "span.request-note",
          {},
          [
            issuer,
            clock(entry.at),
            durationMs === undefined ? null : seconds(durationMs),
            attempt > 1 ? `attempt ${attempt}` : null,
          ]
            .filter(Boolean)
            .join(" · "),
        ),
      ),
      content(entry),
    ),
  );
}

function cardName({ cardId }) {
  return cardId ? `card ${shortId(cardId)}` : "a card";
}

// A long route may break after a slash or before its query, but not in the middle of a word.
function breakable(route) {
  return route.split(/(?<=\/)|(?=\?)/).flatMap((part) => [h("wbr"), part]);
}

function statusText({ status, ended }) {
  if (ended === "answered") return String(status);
  return ENDINGS[ended] ?? "?";
}

// A 2xx is not called good: what it means is decided by the body.
function tone({ status, ended }) {
  if (ended !== "answered") return "bad";
  return status >= 400 ? "bad" : "plain";
}

function content({ request, answer, mediaType, sentBytes, direction }) {
  const [asked, answered] =
    direction === "in" ? ["They sent", "We answered"] : ["We sent", "They answered"];
  return h(
    "div.request-content",
    {},
    h("h3", {}, asked),
    facts(
      request.headers.filter(
        ([name]) => !/^(cf-|sec-|accept|connection|host|user-agent)/.test(name),
      ),
    ),
    body(request.body, sentBytes),
    h("h3", {}, answered),
    mediaType ? facts([["content-type", mediaType]]) : null,
    body(answer),
  );
}

function body(text, bytes) {
  if (!text) return h("p.note", {}, "No body.");
  return h(
    "pre",
    { tabindex: "0", "aria-label": "Body, secrets masked" },
    bytes > 10_000 ? `${text}\n(${size(bytes)})` : text,
  );
}
