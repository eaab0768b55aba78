/** What an issuer said may hold card data, so it is kept where no log line finds it. */
const withheld = new WeakMap();

/** A failed call: what went wrong (`code`) and what it did to the card (`effect`). */
// Out of an object, so that the bundle does not shorten the class's name.
export const { CardError } = {
  CardError: class extends Error {
    /** @param {Record<string, unknown>} fields plain data that the core made */
    constructor({ message, issuerMessage, body, ...fields }) {
      super(message);
      withheld.set(this, { issuerMessage, body });
      Object.assign(this, fields);
    }

    // Each entry has this class, and a program may hold the error of one against the class of another.
    static [Symbol.hasInstance](value) {
      return value instanceof Error && value.name === "CardError";
    }

    get issuerMessage() {
      return withheld.get(this)?.issuerMessage;
    }

    body() {
      return withheld.get(this)?.body;
    }

    toJSON() {
      return { name: this.name, message: this.message, ...this };
    }
  },
};

// On the prototype and not enumerable, as on the language's own errors.
Object.defineProperty(CardError.prototype, "name", { value: "CardError", configurable: true, writable: true });
