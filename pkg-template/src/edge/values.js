import { isObject } from "../settings.js";

/** Secrets as text, for the one answer that asks for them. */
export function exposed(value) {
  if (typeof value?.expose === "function") return value.expose();
  if (Array.isArray(value)) return value.map(exposed);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, exposed(inner)]));
}
