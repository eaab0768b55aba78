import { toBytes } from "../bytes.js";

/** How much of a body the core is told at once: the module's memory never holds a chunk as long as a host likes. */
const most = 2 ** 16;

/** A body that is read piece by piece: each says whether it is the last. Nothing is read ahead. */
export function pieces(request) {
  let reader;
  let rest = new Uint8Array();
  let isOver = false;
  return {
    async next() {
      reader ??= request.body?.getReader();
      while (!rest.length && !isOver) {
        const { done, value } = reader ? await reader.read() : { done: true };
        isOver = done;
        if (!done) rest = toBytes(value);
      }
      const piece = rest.subarray(0, most);
      rest = rest.subarray(piece.length);
      return { piece, isLast: isOver && !rest.length };
    },

    /**
     * Leaves the rest of the body. A little of it is taken first: some hosts cut the connection of a sender that
     * is answered in the midst of its body, who then never reads the answer.
     */
    async leave() {
      try {
        for (let left = most; left > 0 && !isOver; ) left -= (await this.next()).piece.length;
        if (!isOver) await reader?.cancel();
      } catch {}
    },
  };
}

/** A whole body of at most so many bytes; nothing where it is longer. */
export async function whole(body, limit) {
  const parts = [];
  for (let length = 0; ; ) {
    const { piece, isLast } = await body.next();
    length += piece.length;
    if (length > limit) return undefined;
    parts.push(piece);
    if (isLast) return new Uint8Array(await new Blob(parts).arrayBuffer());
  }
}
