// What the log may show of a request or an answer. These are lists of what is allowed: a field nobody
// thought of is masked, not shown.

const MASK = "••••";

const OPEN_HEADERS = new Set(["accept", "content-type", "nonce", "timestamp"]);

// In lower case: the issuers do not agree on the case of their own names.
const OPEN_FIELDS = new Set([
  "action",
  "amount",
  "bsuppressed",
  "card_id",
  "card_status",
  "cardid",
  "cardsid",
  "cardstate",
  "cardstatus",
  "code",
  "currency",
  "errortype",
  "eventtag",
  "expires_in",
  "expiresin",
  "fee",
  "fieldname",
  "messagecode",
  "needphotoforoperatecard",
  "notifytype",
  "programid",
  "receiveamount",
  "remarks",
  "status",
  "status_code",
  "taskid",
  "token_type",
]);

const LONGEST_TEXT = 120;
const MOST_FIELDS = 24;

/** `[name, value]` pairs, values masked unless the header is known to hold nothing secret. */
export function redactHeaders(headers) {
  return [...new Headers(headers)].map(([name, value]) => [
    name,
    OPEN_HEADERS.has(name) ? value : MASK,
  ]);
}

/** A body as indented JSON with masked values, or a description when it is not JSON. */
export function redactBody(bytes) {
  if (bytes.byteLength === 0) return "";
  try {
    return JSON.stringify(masked(JSON.parse(new TextDecoder().decode(bytes)), 0), null, 2);
  } catch {
    return `(${bytes.byteLength} bytes that are not JSON)`;
  }
}

function masked(value, depth) {
  if (Array.isArray(value)) return value.length === 0 ? [] : [`${value.length} items`];
  if (value === null || typeof value !== "object") return MASK;
  if (depth > 3) return "…";
  const fields = Object.entries(value).slice(0, MOST_FIELDS);
  return Object.fromEntries(fields.map(([name, field]) => [name, maskedField(name, field, depth)]));
}

function maskedField(name, field, depth) {
  const plain = name.toLowerCase();
  if (plain === "signimage" && typeof field === "string")
    return `picture, ${field.length} characters`;
  if (plain === "errors" && Array.isArray(field))
    return field.map((item) => masked(item, depth + 1));
  if (field !== null && typeof field === "object") return masked(field, depth + 1);
  if (!OPEN_FIELDS.has(plain)) return MASK;
  return typeof field === "string" ? field.slice(0, LONGEST_TEXT) : field;
}
