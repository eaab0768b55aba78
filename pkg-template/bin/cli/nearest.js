/** How many letters must be put in, taken out or exchanged to make one text of the other. */
export function distance(one, other) {
  let row = Array.from({ length: other.length + 1 }, (_, place) => place);
  for (let line = 1; line <= one.length; line += 1) {
    const next = [line];
    for (let place = 1; place <= other.length; place += 1) {
      const same = one[line - 1] === other[place - 1] ? 0 : 1;
      next.push(Math.min(next[place - 1] + 1, row[place] + 1, row[place - 1] + same));
    }
    row = next;
  }
  return row[other.length];
}

const plain = (name) => name.toLowerCase().replace(/[^a-z0-9]/g, "");

/** The name that was most likely meant, if one is near enough. */
export function nearest(name, names) {
  // A long text is no slip of a name, and comparing it would take long.
  if (name.length > 64) return undefined;
  const [best] = names
    .map((known) => ({ known, far: distance(plain(name), plain(known)) }))
    .sort((one, other) => one.far - other.far);
  return best && best.far <= Math.max(1, Math.floor(best.known.length / 3)) ? best.known : undefined;
}
