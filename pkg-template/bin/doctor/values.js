// What files of variables and copying do to values: blanks, quotes, names of variables, placeholders.

const FLAWS = [
  {
    id: "expanded",
    test: (value) => /\$\{\w+\}|^\$\w+$|^\{\{.*\}\}$/.test(value),
    says: "is the name of a variable that nobody filled in",
    cure: "Fill it in, or let the tool that loads the settings do so.",
  },
  {
    id: "placeholder",
    test: (value) => /^(your[-_ ].*|<[^<>]*>|changeme|change[-_]me|x{3,}|todo|\.{3}|…|undefined|null|none)$/i.test(value.trim()),
    says: "is a placeholder",
    cure: "Put the real value there.",
  },
  {
    id: "quotes",
    test: (value) => /^\s*(["'`])[^]*\1\s*$/.test(value),
    says: "has quotes around it that belong to the value now",
    why: "docker --env-file, systemd and others do not take quotes off, so they are sent along.",
    cure: "Take the quotes off.",
  },
  {
    id: "blanks",
    test: (value) => value.trim() !== value,
    says: "begins or ends with a blank or a line break",
    why: "It is sent along, so the issuer compares another value.",
    cure: "Take it off; `echo -n` and `printf %s` write no line break.",
  },
  {
    id: "invisible",
    test: (value) => /[\u200b-\u200f\u2060\ufeff\u00a0]/.test(value),
    says: "holds a character that is not seen, as copying from a page leaves one",
    cure: "Type it, or copy it from where it is plain text.",
  },
  {
    id: "bearer",
    test: (value) => /^(bearer|basic)\s/i.test(value),
    says: "begins with the word of an Authorization header",
    cure: "Give the token alone.",
  },
];

/** What is wrong with a text, the likeliest first; nothing where it is well. */
export const flawOf = (value) => FLAWS.find(({ test }) => test(value));
