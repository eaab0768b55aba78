// Looks at a chosen file before anything is sent. The client checks again and has the last word; here it
// is about telling the visitor at once, in words.

export const PICTURE_LIMIT = 2 * 1024 * 1024;

const KINDS = [
  ["PNG", (text) => text.startsWith("\x89PNG\r\n\x1a\n")],
  ["JPEG", (text) => text.startsWith("\xff\xd8\xff")],
  ["GIF", (text) => text.startsWith("GIF8")],
  ["WebP", (text) => text.startsWith("RIFF") && text.slice(8, 12) === "WEBP"],
  [
    "HEIC",
    (text) => text.slice(4, 8) === "ftyp" && /^(heic|heix|heim|hevc|mif1|msf1)/.test(text.slice(8)),
  ],
  ["PDF", (text) => text.startsWith("%PDF")],
  ["SVG", (text) => /^\s*<(\?xml|svg)/.test(text)],
];

/**
 * `{ problem }` with a sentence when the file cannot serve as a signature, else `{ note }` with one on what
 * is done to it before it is sent, or nothing.
 */
export async function lookAt(file) {
  if (file.size === 0) return { problem: "This file is empty." };
  const kind = kindOf(await file.slice(0, 64).arrayBuffer());
  if (!kind) return { problem: "This is not a picture we know. PNG and JPEG are best." };
  const isPlain = kind === "PNG" || kind === "JPEG";
  if (isPlain && file.size <= PICTURE_LIMIT) return {};
  if (!(await canBeDrawn(file))) return { problem: `This browser cannot show this ${kind} file.` };
  if (!isPlain) return { note: `This is a ${kind} file. It is redrawn, as the issuer takes PNG and JPEG only.` };
  return { note: `This file is too large: ${inMib(file.size)} of 2 MiB. It is made smaller before it is sent.` };
}

// What is too large, or of another kind, is drawn anew by the client, which takes what the browser can draw.
async function canBeDrawn(file) {
  try {
    (await createImageBitmap(file)).close();
    return true;
  } catch {
    return false;
  }
}

// By content: the name and the declared type of a file can say anything.
function kindOf(bytes) {
  const text = String.fromCharCode(...new Uint8Array(bytes));
  return KINDS.find(([, matches]) => matches(text))?.[0];
}

function inMib(bytes) {
  return `${(bytes / 1024 / 1024).toFixed(2)} MiB`;
}
