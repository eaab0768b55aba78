// The cards in the demo company's own records: what it noted when it issued them. A note says only
// what stays true; the state of a card is known from the issuer.
const FULL_WALLET = { customerId: "bc000000-0000-4000-8000-000000000001" };
const EMPTY_WALLET = { customerId: "bc000000-0000-4000-8000-000000000002" };
const FULL_ACCOUNT = { account: "8204", currency: "USD", reference: "Cardlatch demo" };

const WANTED = {
  artha: [
    [
      "a0000000-0000-4000-8000-000000000003",
      "its programme asks for a signature",
      { asksSignature: true },
    ],
    ["a0000000-0000-4000-8000-000000000001", "no signature asked"],
    ["a0000000-0000-4000-8000-000000000007", "belongs to another merchant"],
  ],
  "artha-v1": [
    ["f0000000-0000-4000-8000-000000000001", "has spent"],
    ["f0000000-0000-4000-8000-000000000002", "holds nothing"],
    ["f0000000-0000-4000-8000-000000000003", "holds 100 USD at the start"],
    ["f0000000-0000-4000-8000-000000000004", "holds nothing"],
    ["f0000000-0000-4000-8000-000000000005", "of a business"],
    ["f0000000-0000-4000-8000-000000000006", "of a former customer"],
  ],
  yativo: [
    ["b0000000-0000-4000-8000-000000000002", "tells its state", { funding: FULL_WALLET }],
    ["b0000000-0000-4000-8000-000000000003", "its wallet is empty", { funding: EMPTY_WALLET }],
    ["b0000000-0000-4000-8000-000000000001", "keeps its state to itself", { funding: FULL_WALLET }],
  ],
  "open-api": [
    ["cid_PhysActive000001", "takes orders"],
    ["cid_PhysInactive0001", "takes orders"],
    ["cid_VirtActive000001", "not served by this issuer"],
  ],
  ibanera: [
    ["1002", "nothing pending", { funding: FULL_ACCOUNT }],
    ["1001", "two transactions pending", { funding: FULL_ACCOUNT }],
    ["1003", "nothing pending", { funding: FULL_ACCOUNT }],
  ],
};

/**
 * What the worker is told about each card. `recorded` is the state in the records when the demo
 * starts; `funding` says where the money of a top-up comes from.
 */
export function chooseCards(cards) {
  return Object.fromEntries(
    Object.entries(WANTED).map(([issuer, wanted]) => [
      issuer,
      wanted.map(([id, note, more]) => describe(cards[issuer], id, note, more)),
    ]),
  );
}

function describe(cards, id, note, { asksSignature = false, funding } = {}) {
  const card = cards.find((each) => each.id === id);
  if (!card) throw new Error(`The sandbox has no card ${id}.`);
  const { form, state, programId } = card;
  return { id, form, note, programId, asksSignature, funding, recorded: state };
}
