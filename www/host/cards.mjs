// The cards of the demo: a few of the sandbox's, each with what makes it worth a try. A note says
// only what stays true; the state of a card is known from the issuer.
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
  yativo: [
    ["b0000000-0000-4000-8000-000000000002", "tells its state"],
    ["b0000000-0000-4000-8000-000000000003", "tells its state"],
    ["b0000000-0000-4000-8000-000000000001", "keeps its state to itself"],
  ],
  "open-api": [
    ["cid_PhysActive000001", "takes orders"],
    ["cid_PhysInactive0001", "takes orders"],
    ["cid_VirtActive000001", "not served by this issuer"],
  ],
  ibanera: [
    ["1002", "nothing pending"],
    ["1001", "two transactions pending"],
  ],
};

/**
 * What the worker is told about each card: what a company that issued it has in its own records.
 * `recorded` is the state in those records when the demo starts.
 */
export function chooseCards(cards) {
  return Object.fromEntries(
    Object.entries(WANTED).map(([issuer, wanted]) => [
      issuer,
      wanted.map(([id, note, more]) => describe(cards[issuer], id, note, more)),
    ]),
  );
}

function describe(cards, id, note, { asksSignature = false } = {}) {
  const card = cards.find((each) => each.id === id);
  if (!card) throw new Error(`The sandbox has no card ${id}.`);
  const { form, state, programId } = card;
  return { id, form, note, programId, asksSignature, recorded: state };
}
