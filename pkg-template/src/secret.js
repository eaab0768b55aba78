/** A value that shows nothing of itself until `expose()` is called. */
// Out of an object, so that the bundle does not shorten the class's name.
export const { Secret } = {
  Secret: class {
    #value;

    constructor(value) {
      this.#value = value;
    }

    expose() {
      return this.#value;
    }

    toString() {
      return "[secret]";
    }

    toJSON() {
      return "[secret]";
    }
  },
};

/** Names of what nobody should see, without case and underscores: issuers spell theirs in several ways. */
const names = /^(pan|(full)?cardn(o|umber)|cv[vc]2?|pin|otp|optcode|secret|iframeurl)$/i;

/** The same, with what nobody should see by accident hidden, wherever in it that stands. */
export function hidden(read) {
  for (const [name, value] of Object.entries(read ?? {})) {
    if (Object(value) === value) hidden(value);
    else if (value != null && names.test(name.replace(/[_\s]/g, ""))) read[name] = new Secret(`${value}`);
  }
  return read;
}
