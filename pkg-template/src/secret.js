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

const names = ["pan", "cvv", "pin", "secret", "iframeUrl"];

/** The same, with what nobody should see by accident hidden, wherever in it that stands. */
export function hidden(read) {
  for (const [name, value] of Object.entries(read ?? {})) {
    if (Object(value) === value) hidden(value);
    else if (typeof value === "string" && names.includes(name)) read[name] = new Secret(value);
  }
  return read;
}
