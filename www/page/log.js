// The request log: newest first, each line opens to its masked headers and bodies.
import { facts, fill, h, icon } from "./dom.js";
import { shortId } from "./picker.js";
import { clock, eventWords, seconds, size } from "./words.js";

const MOST_LINES = 60;
const WAYS = {
  out: { icon: "out", word: "Sent to the issuer:", asked: "We sent", answered: "They answered" },
  in: { icon: "in", word: "Received from the issuer:", asked: "They sent", answered: "We answered" },
  page: { icon: "page", word: "Asked by the page:", asked: "The page sent", answered: "The proxy answered" },
};
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
  if (direction !== "out") return false;
  return method === "GET" || /\/auth\//.test(route) || READ_BY_POST.test(route);
}

function row(entry, issuer) {
  const { method, route, attempt, direction, durationMs, event } = entry;
  return h(
    "li",
    {},
    h(
      `details.request${event ? ".is-event" : ""}.of-${direction}`,
      {},
      h(
        "summary",
        {},
        h(
          "span.request-way",
          {},
          icon(WAYS[direction].icon),
          h("span.unseen", {}, WAYS[direction].word),
        ),
        h("span.request-route", {}, h("b", {}, method), " ", breakable(route)),
        event ? h("span.request-event", {}, eventWords(event, cardName(event))) : null,
        h(`span.request-status.is-${tone(entry)}`, {}, statusText(entry)),
        h(
          "span.request-note",
          {},
          [
            direction === "page" ? "page to proxy" : issuer,
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
  const { asked, answered } = WAYS[direction];
  return h(
    "div.request-content",
    {},
    h("h3", {}, asked),
    facts(
      request.headers.filter(
        ([name]) => !/^(cf-|sec-|accept|connection|host|user-agent|mf-)/.test(name),
      ),
    ),
    direction === "page" ? null : body(request.body, sentBytes),
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
