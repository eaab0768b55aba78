// A page that collects a signature. It holds no credentials: the image goes to the page's own edge function.
import type { CardError, ImageSource, Outcome } from "cardlatch";
import { capabilities } from "cardlatch/capabilities";

import type { Expect } from "../expect.js";

export type Images = [
  Expect<File extends ImageSource ? true : false>,
  Expect<HTMLCanvasElement extends ImageSource ? false : true>,
];

export async function drawn(canvas: HTMLCanvasElement): Promise<ImageSource> {
  const blob = await new Promise<Blob | null>((go) => canvas.toBlob(go, "image/png"));
  return blob ?? canvas.toDataURL();
}

export const chosen = (input: HTMLInputElement): ImageSource | undefined => input.files?.[0];

/** What an edge function sends of an error. */
type Problem = Pick<CardError, "code" | "effect" | "retryable" | "message">;

export async function freeze(cardId: string): Promise<Outcome | Problem> {
  const response = await fetch(`/cards/${encodeURIComponent(cardId)}/freeze`, { method: "POST" });
  return response.json() as Promise<Outcome | Problem>;
}

export const voids = capabilities.some(({ effects }) => effects.includes("voids_pending_transactions"));
