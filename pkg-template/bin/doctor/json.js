// Where a JSON text goes wrong. The language's own sentence repeats a piece of the text, which may be
// a credential, and not every version of it says where.

const SPACE = /[ \t\n\r]*/y;
const LITERAL = /true|false|null/y;
const NUMBER = /-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;
const TEXT = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*/y;

/** Deeper than any settings, and less than what a call stack bears. */
const DEEPEST = 200;

class Wrong extends Error {
  constructor(at, due) {
    super(due);
    this.at = at;
  }
}

/** Reads without keeping: each method leaves `at` behind what it read, or says what is missing. */
class Reader {
  at = 0;

  constructor(text) {
    this.text = text;
  }

  skip(pattern) {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (found) this.at = pattern.lastIndex;
    return Boolean(found);
  }

  takes(mark) {
    if (this.text[this.at] !== mark) return false;
    this.at += 1;
    return true;
  }

  value(depth) {
    this.skip(SPACE);
    if (depth > DEEPEST) throw new Wrong(this.at, `at most ${DEEPEST} levels`);
    if (this.takes("{")) this.members(depth);
    else if (this.takes("[")) this.items(depth);
    else if (this.text[this.at] === '"') this.string();
    else if (!this.skip(LITERAL) && !this.skip(NUMBER)) throw new Wrong(this.at, "a value");
    this.skip(SPACE);
  }

  string() {
    if (this.text[this.at] !== '"') throw new Wrong(this.at, "a name in double quotes");
    const start = this.at;
    this.skip(TEXT);
    if (this.takes('"')) return;
    // Where the text ends, what is missing is the quote that ends it: the line it began on says more.
    const ended = this.at >= this.text.length || this.text[this.at] === "\n";
    throw new Wrong(ended ? start : this.at, ended ? "a text that ends with a double quote on its line" : "a letter, or an escape that JSON has");
  }

  members(depth) {
    this.skip(SPACE);
    if (this.takes("}")) return;
    do {
      this.skip(SPACE);
      this.string();
      this.skip(SPACE);
      if (!this.takes(":")) throw new Wrong(this.at, '":"');
      this.value(depth + 1);
    } while (this.takes(","));
    if (!this.takes("}")) throw new Wrong(this.at, '"," or "}"');
  }

  items(depth) {
    this.skip(SPACE);
    if (this.takes("]")) return;
    do this.value(depth + 1);
    while (this.takes(","));
    if (!this.takes("]")) throw new Wrong(this.at, '"," or "]"');
  }

  whole() {
    this.value(0);
    if (this.at < this.text.length) throw new Wrong(this.at, "the end");
  }
}

function place(text, at) {
  const before = text.slice(0, at).split("\n");
  return { line: before.length, column: before.at(-1).length + 1 };
}

/**
 * The value of a JSON text, or where it goes wrong and what should be there.
 *
 * @param {string} text
 * @returns {{ value: unknown } | { line: number, column: number, due: string }}
 */
export function readJson(text) {
  try {
    new Reader(text).whole();
    return { value: JSON.parse(text) };
  } catch (error) {
    if (!(error instanceof Wrong)) throw error;
    return { ...place(text, error.at), due: error.message };
  }
}

/** What has names in JSON: neither a list nor null. */
export const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
