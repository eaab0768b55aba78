/** Deno sends a request again when its connection is cut, a write as well, unless its body is a stream. */
export const fetchOnce = (url, init) =>
  globalThis.fetch(url, init.method === "GET" ? init : { ...init, body: new Blob([init.body ?? ""]).stream() });
