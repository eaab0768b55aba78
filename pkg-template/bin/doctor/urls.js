/** A URL as it may be printed: no user, no password, no query. */
export function shown(address) {
  if (!URL.canParse(address)) return "that address";
  const { protocol, host, pathname } = new URL(address);
  return `${protocol}//${host}${pathname === "/" ? "" : pathname}`;
}

/** This machine, by the names under which the client takes plain HTTP. */
export const isLoopback = (hostname) => /^(localhost|127(\.\d+){3}|\[::1\])$/i.test(hostname);
