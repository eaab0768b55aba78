const COUNTRIES = [
  {
    id: "c0a00000-0000-4000-8000-000000000356",
    name: "India",
    nationality: "Indian",
    isoTwo: "IN",
    isoThree: "IND",
    isoNumber: "356",
  },
  {
    id: "c0a00000-0000-4000-8000-000000000826",
    name: "United Kingdom",
    nationality: "British",
    isoTwo: "GB",
    isoThree: "GBR",
    isoNumber: "826",
  },
];

const TOWNS = [
  {
    id: "70a00000-0000-4000-8000-000000000001",
    name: "Sandbox Town",
    code: "SBT",
    countryOrRegion: "India",
  },
  {
    id: "70a00000-0000-4000-8000-000000000002",
    name: "Upper Sandbox",
    code: "USB",
    countryOrRegion: "United Kingdom",
  },
];

/** The last manual shows a list, the older ones one object. */
const placeRead = (desk, name, list) => ({
  name,
  kind: /** @type {const} */ ("read"),
  methods: ["GET"],
  pattern: new RegExp(`^/(?:${name}|${name.toLowerCase()})$`),
  handle: (request) =>
    desk.get(request, {}, () =>
      desk.answer(desk.answersIn("V3", "V2") ? list[0] : list, `The ${name} were read.`),
    ),
});

/** @param {import("./desk.js").Desk} desk */
export const places = (desk) => [
  placeRead(desk, "Countries", COUNTRIES),
  placeRead(desk, "Towns", TOWNS),
];
