// Made-up input: the same for the same seed, so that what fails once fails again.
const SEED = 0x5eed;

/** Numbers from 0 up to 1 (mulberry32). */
function numbers(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** So many texts of up to `most` of the pieces each. */
export function* draws(count, pieces, most, seed = SEED) {
  const next = numbers(seed);
  for (let drawn = 0; drawn < count; drawn += 1) {
    const length = Math.floor(next() * (most + 1));
    yield Array.from({ length }, () => pieces[Math.floor(next() * pieces.length)]).join("");
  }
}

/** Texts with a letter taken out, put in or exchanged, or cut off. */
export function* spoilt(count, texts, seed = SEED) {
  const next = numbers(seed);
  const at = (length) => Math.floor(next() * length);
  for (let drawn = 0; drawn < count; drawn += 1) {
    const text = texts[at(texts.length)];
    const place = at(text.length);
    const letter = String.fromCharCode(at(next() < 0.9 ? 128 : 65_536));
    const ways = [
      () => text.slice(0, place) + text.slice(place + 1),
      () => text.slice(0, place) + letter + text.slice(place),
      () => text.slice(0, place) + letter + text.slice(place + 1),
      () => text.slice(0, place),
    ];
    yield ways[at(ways.length)]();
  }
}
