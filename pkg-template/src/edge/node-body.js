/**
 * The body of a request to a server of Node, read no faster than it is taken. Who stops taking it leaves the
 * connection alone: the answer still goes through it.
 */
export function bodyOf(incoming) {
  let controller;
  let over = false;
  const end = (work) => {
    if (over) return;
    over = true;
    work();
  };
  incoming.pause();
  incoming.on("data", (chunk) => {
    if (over) return;
    controller.enqueue(new Uint8Array(chunk));
    incoming.pause();
  });
  incoming.on("end", () => end(() => controller.close()));
  incoming.on("close", () => end(() => controller.error(new Error("The connection was cut."))));
  incoming.on("error", () => end(() => controller.error(new Error("The connection was cut."))));
  return new ReadableStream(
    {
      start: (own) => {
        controller = own;
      },
      pull: () => void incoming.resume(),
      cancel: () => {
        over = true;
        incoming.pause();
      },
    },
    { highWaterMark: 0 },
  );
}

/** What a client may still send after its answer, so that it comes to read it before the connection is closed. */
const lingerBytes = 2 ** 23;
const lingerMs = 1_000;

/** Drops what is left of a body that nobody wants, up to a limit. */
export function drained(incoming) {
  return new Promise((resolve) => {
    let left = lingerBytes;
    const timer = setTimeout(resolve, lingerMs);
    const end = () => {
      clearTimeout(timer);
      incoming.pause();
      resolve();
    };
    incoming.on("data", (chunk) => {
      left -= chunk.length;
      if (left < 0) end();
    });
    for (const name of ["end", "close", "error"]) incoming.on(name, end);
    incoming.resume();
  });
}
