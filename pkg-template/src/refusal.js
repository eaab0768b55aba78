import { CardError } from "./error.js";

/** Refuses options and arguments with a code, and says what each must be. */
export const refusal = (code, group = "", issuer = undefined) => (path, due, other = code) => {
  path = group + path;
  throw new CardError({ code: other, effect: "none", retryable: false, issuer, path, message: `${path} must be ${due}.` });
};
export const wrongInput = refusal("invalid_input");
export const wrongOption = refusal("configuration");
