import { CardClient, CardError } from "cardlatch/browser";

const cards = new CardClient({ proxy: "/api" });

window.freeze = async (cardId) => {
  try {
    const outcome = await cards.freeze(cardId);
    await outcome.settled();
    return "Frozen.";
  } catch (error) {
    if (!(error instanceof CardError)) throw error;
    return error.effect === "none" ? "Not frozen." : "Not known yet: look at the card first.";
  }
};
