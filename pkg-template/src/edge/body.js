import { toBytes } from "../bytes.js";

/** How much of a body the core is told at once: the module's memory never holds a chunk as long as a host likes. */
const most = 2 ** 16;
/** How long a whole body may take to come. */
const longestMs = 60_000;
/** How long an answer waits for a sender who goes on sending. */
const lingerMs = 1_000;

/** A body that is read piece by piece: each says whether it is the last. Nothing is read ahead. */
export function pieces(request) {
  let reader, limit, isLate;
  let rest = new Uint8Array();
  let isOver = false;
  const cancel = () => reader.cancel().catch(() => {});
  function open() {
    reader = request.body?.getReader();
    const stop = () => {
      isLate = true;
      cancel();
    };
    if (reader) limit = setTimeout(stop, longestMs);
  }
  return {
    async next() {
      if (!reader) open();
      while (!rest.length && !isOver) {
        const { done, value } = reader ? await reader.read() : { done: true };
        if (isLate) throw new Error("The body takes too long.");
        isOver = done;
        if (!done) rest = toBytes(value);
      }
      const piece = rest.subarray(0, most);
      rest = rest.subarray(piece.length);
      return { piece, isLast: isOver && !rest.length };
    },

    /**
     * Leaves the rest of the body. A little of it is taken first: some hosts cut the connection of a sender that
     * is answered in the midst of its body, who then never reads the answer. Who sends nothing is not waited for.
     */
    async leave() {
      let linger;
      const takeSome = async () => {
        for (let left = most; left > 0 && !isOver; ) left -= (await this.next()).piece.length;
      };
      const late = new Promise((resolve) => {
        if (request.body && !isOver) linger = setTimeout(resolve, lingerMs);
      });
      await Promise.race([takeSome().catch(() => {}), late]);
      clearTimeout(linger);
      clearTimeout(limit);
      if (reader && !isOver) cancel();
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
