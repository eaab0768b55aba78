// The faults, as the sandbox is asked for them or as a request is led astray. Where the sandbox lets
// a tester choose, the action is executed: that is the harder case, since the answer does not say so.
//   hangs    there is no answer, or no end of it
//   denies   the answer says that nothing was executed
//   claims   the answer says that it was executed, which is not so
//   astray   the request goes to another place of the lane, and the sandbox never sees it
//   stranger the answer sends the request to a host that must get none
//   good     nothing is wrong with the answer itself
//   of       what differs by issuer or setting

const executed = { execute: true };

const LONG_MS = 60_000;

/** Where the deadline is short, the issuer asks for a wait beyond it. */
const beyond = (_, setting) => (setting === "deadline" ? { retryAfterSeconds: 5 } : {});

export const FAULTS = {
  refused: { astray: "closed" },
  tls_not_spoken: { astray: "TLS where none is spoken" },
  tls_untrusted: { astray: "untrusted" },

  reset_before_headers: { ask: executed },
  cut_before_execute: {},
  cut_after_execute: {},
  reset_in_headers: {},
  reset_in_body: {},
  bad_chunk: {},
  cut_chunks: {},
  content_length_long: {},
  content_length_short: {},

  stall: { ask: executed, hangs: true },
  delay: { ask: { ms: LONG_MS }, hangs: true },
  silent_body: { hangs: true },
  slow_body: { ask: { ms: LONG_MS }, hangs: true },
  slow_drip: { hangs: true },
  slow_drip_head: { ask: { fault: "slow_drip", headToo: true }, hangs: true },

  large_body: {},
  endless_body: {},
  gzip_bomb: {},
  huge_headers: {},
  early_hints: { good: true },

  rate_limited: { ask: { retryAfterSeconds: 0 }, of: beyond, denies: true },
  rate_limited_date: { ask: { fault: "rate_limited", retryAfterDate: true }, of: beyond, denies: true },
  rate_limited_long: { ask: { fault: "rate_limited", retryAfterSeconds: 120 }, denies: true },
  unauthorized_once: { denies: true },
  status_408: { ask: executed },
  status_408_page: { ask: { fault: "status_408", page: true, ...executed } },
  status_500: { ask: executed },
  status_501: {},
  status_502_html: { ask: executed },
  status_503: { ask: executed },
  status_504: { ask: executed },

  redirect: { stranger: true },
  redirect_307: { ask: { fault: "redirect", status: 307 }, stranger: true },

  html_200: { ask: executed },
  empty_200: { ask: executed },
  empty_object: { ask: executed },
  truncated_json: {},
  wrong_types: {},
  json_array: {},
  success_with_error: { claims: true },
  success_without_effect: { claims: true },
  issuer_error: { of: (issuer) => ({ code: CODES[issuer] }), denies: true },
};

/** Errors that say that nothing was done. */
const CODES = { artha: "InvalidCard", yativo: "E1", "open-api": 990_001, ibanera: "Invalid" };

/** The fault as the sandbox is asked for it. */
export function askFor(name, { issuer, route, setting, times, places }) {
  const { ask, of, stranger } = FAULTS[name];
  const to = stranger ? { to: `${places.stranger}/` } : {};
  return { issuer, route, times, fault: name, ...ask, ...to, ...of?.(issuer, setting) };
}
