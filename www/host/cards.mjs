// The cards in the demo company's own records: what it noted when it issued them. A note says only
// what stays true; the state of a card is known from the issuer.
const FULL_WALLET = { customerId: "bc000000-0000-4000-8000-000000000001" };
const EMPTY_WALLET = { customerId: "bc000000-0000-4000-8000-000000000002" };
const FULL_ACCOUNT = { account: "8204", currency: "USD", reference: "Cardlatch demo" };

const WANTED = {
  artha: {
    ada: [
      [
        "a0000000-0000-4000-8000-000000000003",
        "its programme asks for a signature",
        { asksSignature: true },
      ],
      ["a0000000-0000-4000-8000-000000000001", "no signature asked"],
      ["a0000000-0000-4000-8000-000000000007", "belongs to another merchant"],
    ],
    ben: [
      ["a0000000-0000-4000-8000-000000000002", "no signature asked"],
      [
        "a0000000-0000-4000-8000-000000000004",
        "its programme asks for a signature",
        { asksSignature: true },
      ],
    ],
  },
  "artha-v1": {
    ada: [
      ["f0000000-0000-4000-8000-000000000001", "has spent"],
      ["f0000000-0000-4000-8000-000000000002", "holds nothing"],
      ["f0000000-0000-4000-8000-000000000003", "holds 100 USD at the start"],
      ["f0000000-0000-4000-8000-000000000004", "holds nothing"],
    ],
    ben: [
      ["f0000000-0000-4000-8000-000000000005", "of a business"],
      ["f0000000-0000-4000-8000-000000000006", "of a former customer"],
    ],
  },
  yativo: {
    ada: [
      ["b0000000-0000-4000-8000-000000000002", "tells its state", { funding: FULL_WALLET }],
      ["b0000000-0000-4000-8000-000000000003", "its wallet is empty", { funding: EMPTY_WALLET }],
      ["b0000000-0000-4000-8000-000000000001", "keeps its state to itself", { funding: FULL_WALLET }],
      ["1048576", "nobody noted who pays"],
    ],
    ben: [["b0000000-0000-4000-8000-000000000004", "keeps its state to itself", { funding: EMPTY_WALLET }]],
  },
  "open-api": {
    ada: [
      ["cid_PhysActive000001", "takes orders"],
      ["cid_PhysInactive0001", "takes orders"],
      ["cid_VirtActive000001", "not served by this issuer"],
    ],
    ben: [
      ["cid_PhysFrozen000001", "takes orders"],
      ["c0000000000000000000000000000001", "takes orders"],
    ],
  },
  ibanera: {
    ada: [
      ["1002", "nothing pending", { funding: FULL_ACCOUNT }],
      ["1001", "two transactions pending", { funding: FULL_ACCOUNT }],
    ],
    ben: [["1003", "nothing pending", { funding: FULL_ACCOUNT }]],
  },
};

/**
 * What the worker is told about each card. `owner` says whose it is; `recorded` is the state in the
 * records when the demo starts; `funding` says where the money of a top-up comes from.
 */
export function chooseCards(cards) {
  const listed = Object.entries(WANTED).map(([issuer, byOwner]) => [
    issuer,
    Object.entries(byOwner).flatMap(([owner, wanted]) =>
      wanted.map(([id, note, more]) => describe(cards[issuer], owner, id, note, more)),
    ),
  ]);
  return Object.fromEntries(listed);
}

function describe(cards, owner, id, note, { asksSignature = false, funding } = {}) {
  const card = cards.find((each) => each.id === id);
  if (!card) throw new Error(`The sandbox has no card ${id}.`);
  const { form, state, programId } = card;
  return { id, owner, form, note, programId, asksSignature, funding, recorded: state };
}
