import { fieldOfAnyCase } from "../../bodies.js";

// Requirement names as a program lists them, and the fields they ask for as requests spell them.
// `Biomatric` and `docneveexpire` are the documents' own spellings.
const PASSPORT_ONLY = ["doctype", "docid", "frontdoc", "backdoc"];
const FIELDS = {
  PassportOnly: PASSPORT_ONLY,
  Passport: [...PASSPORT_ONLY, "docexpiredate", "docneveexpire"],
  FullNameOnly: ["firstname", "lastname"],
  FullName: ["firstname", "lastname", "gender", "dob"],
  Comms: ["email", "mobilecode", "mobile"],
  EmergencyContact: ["emergencycontact"],
  Address: ["address"],
  FullAddress: ["address", "town", "city", "state", "zipcode", "countryid", "countryisothree"],
  HandedPassport: ["handholdidphoto"],
  Face: ["photo"],
  Sign: ["signimage"],
  Biomatric: ["biomatric"],
};

const isText = (value) => typeof value === "string" && value !== "";
const isDay = (value) =>
  typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value));

const RULES = {
  gender: {
    fits: (value) => [0, 1, 2].includes(value),
    says: "1, 2, or 0 as the oldest manuals allow",
  },
  dob: { fits: isDay, says: "a day as yyyy-MM-dd" },
  doctype: { fits: Number.isInteger, says: "a whole number" },
  docneveexpire: { fits: Number.isInteger, says: "a whole number" },
};
const TEXT_RULE = { fits: isText, says: "text" };

function valueOf(kyc, name, note) {
  // The table of requirements spells this one field with the letter that the request lacks.
  const spelt =
    name === "docneveexpire" && fieldOfAnyCase(kyc, name, () => {}) === undefined
      ? "docneverexpire"
      : name;
  return fieldOfAnyCase(kyc, spelt, note);
}

/**
 * @param {unknown} kyc
 * @param {readonly string[]} requirements
 * @param {(sentence: string) => void} note
 * @returns {string | null} the first thing that is wrong
 */
export function kycProblem(kyc, requirements, note) {
  if (kyc === null || typeof kyc !== "object" || Array.isArray(kyc)) {
    return "The kyc object is missing or is no object.";
  }
  for (const requirement of requirements) {
    for (const name of FIELDS[requirement]) {
      const value = valueOf(/** @type {Record<string, any>} */ (kyc), name, note);
      const { fits, says } = RULES[name] ?? TEXT_RULE;
      if (value === undefined || value === null) return `The kyc field ${name} is missing.`;
      if (!fits(value)) return `The kyc field ${name} is not ${says}.`;
    }
  }
  return null;
}
