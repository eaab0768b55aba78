// The sandbox in a process of its own, so that its memory and its time are not the workers'.
import { pathToFileURL } from "node:url";

const { startSandbox } = await import(pathToFileURL(process.argv[2]));
const sandbox = await startSandbox({ log: false });
process.on("message", () => {
  sandbox.admin.reset();
  process.send({ isReset: true });
});
process.on("disconnect", () => process.exit());
const cards = sandbox.cards["open-api"].filter(
  ({ form, state }) => form === "physical" && /^(active|frozen)$/.test(state),
);
process.send({ issuer: sandbox.issuers["open-api"], cards: cards.map(({ id, state }) => ({ id, state })) });
