// An edge function as one writes it.
import { CardClient, CardError, type IssuerId } from "cardlatch";
import { capabilities } from "cardlatch/capabilities";

interface Env {
  ARTHA_URL: string;
  ARTHA_TOKEN: string;
  ARTHA_KEY: string;
}

let cards: CardClient | undefined;

export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    cards ??= new CardClient({
      issuer: { id: "artha", baseUrl: env.ARTHA_URL, customerToken: env.ARTHA_TOKEN, privateKey: env.ARTHA_KEY },
    });
    const form = await request.formData();
    const signImage = form.get("signature");
    const cardId = String(form.get("card"));
    try {
      const outcome = await cards.freeze(cardId, {
        ...(signImage === null ? {} : { signImage }),
        signal: request.signal,
        deadlineMs: 8_000,
      });
      return Response.json(outcome, { status: outcome.result === "accepted" ? 202 : 200 });
    } catch (error) {
      if (!(error instanceof CardError)) throw error;
      if (error.effect === "unknown") return Response.json(await cards.reconcile("freeze", cardId));
      return Response.json(error, { status: error.code === "invalid_input" ? 400 : 502 });
    }
  },
};

/** The buttons that a page may show for an issuer. */
export const offered = (issuer: IssuerId) =>
  capabilities
    .filter((row) => row.issuer === issuer && row.support === "supported")
    .map(({ action, requires, reason }) => {
      const asksForImage = requires.includes("sign_image_if_program_asks");
      return { action, asksForImage, reason };
    });
