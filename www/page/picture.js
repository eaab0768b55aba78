// Looks at a chosen file before anything is sent. The worker's package checks again and has the last
// word; here it is about telling the visitor at once, in words.

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

/** A sentence when the file cannot serve as a signature, or null. */
export async function pictureProblem(file) {
  if (file.size === 0) return "This file is empty.";
  if (file.size > PICTURE_LIMIT) return `This file is too large: ${inMib(file.size)} of 2 MiB.`;
  const kind = kindOf(await file.slice(0, 64).arrayBuffer());
  if (kind === "PNG" || kind === "JPEG") return null;
  return kind
    ? `This is a ${kind} file. The issuer takes PNG and JPEG only.`
    : "This is not a picture we know. The issuer takes PNG and JPEG only.";
}

// By content: the name and the declared type of a file can say anything.
function kindOf(bytes) {
  const text = String.fromCharCode(...new Uint8Array(bytes));
  return KINDS.find(([, matches]) => matches(text))?.[0];
}

function inMib(bytes) {
  return `${(bytes / 1024 / 1024).toFixed(2)} MiB`;
}
