import { toBytes } from "./bytes.js";
import { keysOf } from "./keys.js";
import { done, failed, view } from "./seat.js";

/** The parts of a request out of its first line and its headers. */
export function request(head) {
  const [line, ...lines] = head.split("\n");
  const [method, url] = line.split(" ");
  return { method, url, headers: Object.fromEntries(lines.map((line) => line.split(/: (.*)/))) };
}

/** The SHA-256 of some bytes. */
export const sha256 = async (bytes) => [done, toBytes(await crypto.subtle.digest("SHA-256", bytes))];

/** What each command of a call means here. Only what the build's issuers need is there. */
export function commandsOf(fetch, issuer) {
  const keys = keysOf(issuer);
  return {
    async send({ head, ...place }, signal) {
      const { url, ...init } = { ...request(head), redirect: "manual", signal };
      if (place.length) init.body = view(place);
      const response = await fetch(url, init);
      const body = response.arrayBuffer ? new Uint8Array(await response.arrayBuffer()) : await response.text();
      return [done, toBytes(body), response.status, response.headers?.get("retry-after")];
    },
    hash: HAS_ARTHA_V1 && ((place) => sha256(view(place))),
    sign: (HAS_ARTHA || HAS_ARTHA_V1) && (async (place) => [done, toBytes(await keys.sign(() => view(place)))]),
    code:
      HAS_IBANERA &&
      (async () => {
        const code = await keys.code();
        return typeof code === "string" ? [done, [], 0, code] : [failed];
      }),
    sleep: () => new Promise(() => {}),
  };
}
