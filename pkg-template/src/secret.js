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

/** The same, with what nobody should see by accident hidden. */
export function hidden(read) {
  for (const name of ["pan", "cvv", "pin", "secret"]) {
    if (typeof read?.[name] === "string") read[name] = new Secret(read[name]);
  }
  return read;
}
