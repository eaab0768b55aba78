/** The bytes of base64 text; blanks do not matter. */
export const fromBase64 = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

/** The bytes of a body in whatever form it came. */
export const fromBody = (body) =>
  typeof body === "string" ? new TextEncoder().encode(body) : (body ?? new Uint8Array());
