// Small things about texts that every part of the builder needs.

const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

export const escaped = (text) => String(text).replaceAll(/[&<>"]/g, (letter) => ENTITIES[letter]);

export const unescaped = (text) =>
  text.replaceAll(/&(?:amp|lt|gt|quot|#39);/g, (entity) => ({ "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'" })[entity]);

/** What a person reads of a piece of HTML. */
export const readable = (html) => unescaped(html.replaceAll(/<[^>]*>/g, "")).replaceAll(/\s+/g, " ").trim();

/** The anchor of a heading, as the hosts of repositories make it. */
export function anchorOf(heading) {
  const plain = heading.toLowerCase().replaceAll(/[^\p{L}\p{N}\s_-]/gu, "");
  return plain.trim().replaceAll(/\s/g, "-");
}

/** At most `most` letters, cut between words. */
export function shortened(text, most) {
  if (text.length <= most) return text;
  const cut = text.slice(0, most - 1);
  return `${cut.slice(0, cut.lastIndexOf(" "))} …`;
}

/** A word as code in Markdown. */
export const tick = (word) => `\`${word}\``;
