// The ways to put an image into a JSON body, each up to the moment when the host owns the body:
// a request is made of it and its bytes are read back. Runs as it is in Node and in a page.
const ADDRESS = "http://localhost/card/openApi/freeze";
const BEFORE = '{"cardId":"c9f6","signImage":"';
const AFTER = '"}';

async function owned(body) {
  return (await new Request(ADDRESS, { method: "POST", body }).arrayBuffer()).byteLength;
}

/** Starts the module as the package's own entries do. */
export async function start(glue, bytes) {
  const module = await WebAssembly.compile(bytes);
  const instance = new WebAssembly.Instance(module, { "./cardlatch_bg.js": glue });
  glue.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start?.();
}

/** Ours first, then what this host has. */
export function ways(glue, image) {
  const list = { cardlatch: () => ours(glue, image) };
  if (typeof image.toBase64 === "function") {
    list.toBase64 = () => owned(BEFORE + image.toBase64() + AFTER);
  }
  list.btoa = () => owned(BEFORE + viaBtoa(image) + AFTER);
  if (typeof FileReader === "function") {
    list.FileReader = async () => owned(BEFORE + (await viaFileReader(image)) + AFTER);
  }
  if (typeof Buffer === "function") {
    list.Buffer = () => owned(BEFORE + Buffer.from(image.buffer).toString("base64") + AFTER);
  }
  return list;
}

// The body is lent for the length of the call, as it is to `fetch`.
function ours(glue, image) {
  let request;
  glue.benchEncode(image, (body) => {
    request = owned(body);
  });
  return request;
}

function viaBtoa(image) {
  let binary = "";
  for (let at = 0; at < image.length; at += 0x8000) {
    binary += String.fromCharCode.apply(null, image.subarray(at, at + 0x8000));
  }
  return btoa(binary);
}

function viaFileReader(image) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(new Blob([image]));
  });
}

/** A PNG by its chunks, random within: what a photo looks like to an encoder. */
export function randomImage(size) {
  const image = new Uint8Array(size);
  for (let at = 0; at < size; at += 65536) {
    crypto.getRandomValues(image.subarray(at, Math.min(at + 65536, size)));
  }
  image.set([137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 2, 88, 0, 0, 0, 200]);
  // After the header and its check sum, all but what the two chunks' own frames take.
  new DataView(image.buffer).setUint32(33, size - 57);
  image.set([73, 68, 65, 84], 37);
  image.set([0, 0, 0, 0, 73, 69, 78, 68, 174, 66, 96, 130], size - 12);
  return image;
}

/** What we send is what the host would have made of the same image. */
export async function check(glue, image) {
  let request;
  glue.benchEncode(image, (body) => {
    request = new Request(ADDRESS, { method: "POST", body });
  });
  const text = new TextDecoder().decode(await request.arrayBuffer());
  const { signImage } = JSON.parse(text);
  if (signImage !== viaBtoa(image)) throw new Error("benchEncode made a different base64 text");
}

/** Medians in milliseconds, the ways taken in turn so that a slow moment hits all alike. */
export async function measure(list, { warm, runs }) {
  const times = Object.fromEntries(Object.keys(list).map((name) => [name, []]));
  for (let run = 0; run < warm + runs; run++) {
    for (const [name, way] of Object.entries(list)) {
      const begun = performance.now();
      await way();
      const took = performance.now() - begun;
      if (run >= warm) times[name].push(took);
    }
  }
  return Object.fromEntries(Object.entries(times).map(([name, all]) => [name, median(all)]));
}

function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

export async function bench(glue, bytes, options) {
  await start(glue, bytes);
  const image = randomImage(options.size);
  await check(glue, image);
  return measure(ways(glue, image), options);
}
