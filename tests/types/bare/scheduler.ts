// A program whose host declares nothing: neither the web's types nor Node's.
import { CardClient, CardError } from "cardlatch";
import { CardClient as OfYativo } from "cardlatch/yativo";
import { CallbackReceiver } from "cardlatch/callbacks";
import { CardClient as OfPage } from "cardlatch/browser";
import { capabilities } from "cardlatch/capabilities";

declare const cards: CardClient<"yativo">;

export async function stop(cardId: string): Promise<string> {
  try {
    return (await cards.freeze(cardId, { signal: undefined, deadlineMs: 5_000 })).result;
  } catch (error) {
    return error instanceof CardError ? error.effect : "unknown";
  }
}

export const clients = [CardClient, OfYativo, OfPage, CallbackReceiver, capabilities.length];

// @ts-expect-error it takes no image
void cards.freeze("card-1", { signImage: "base64" });
