import { CardClient, CardError } from "cardlatch/browser";

const cards = new CardClient({ proxy: "/api" });
const form = document.querySelector("form");
const status = document.querySelector("output");

/** Tells how an order goes on until its end is known. */
async function follow(order) {
  try {
    const outcome = await order;
    if (outcome.result === "accepted") status.value = "Accepted. Waiting for the issuer.";
    await outcome.settled();
    status.value = "Frozen.";
  } catch (error) {
    if (!(error instanceof CardError)) throw error;
    status.value = error.effect === "none" ? `Not frozen: ${error.message}` : "Not known yet. Reload this page to ask again.";
  }
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const button = form.querySelector("button");
  const [signature] = form.signature.files;
  button.disabled = true;
  status.value = "Freezing.";
  await follow(cards.freeze(form.card.value, signature ? { signImage: signature } : {}));
  button.disabled = false;
});

// Orders whose end this page does not know: it was closed, or the line went dead.
for (const pending of cards.pending()) follow(cards.resume(pending));
