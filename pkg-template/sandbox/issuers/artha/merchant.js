import { merchantAnswer, programAnswer } from "../artha-answers.js";
import { programWith } from "./programs.js";

// The oldest manual has both paths without the folder.
const noteFolder = ({ path, note }) => {
  if (!/^\/MerchantInformation\//i.test(path)) {
    note("The path came without MerchantInformation, as in the oldest manual.");
  }
};

/** @param {import("./desk.js").Desk} desk */
export const merchantReads = (desk) => [
  {
    name: "Merchant",
    kind: /** @type {const} */ ("read"),
    methods: ["GET"],
    pattern: /^(?:\/MerchantInformation)?\/Merchant$/i,
    handle(request) {
      noteFolder(request);
      return desk.get(request, {}, () =>
        desk.answer(
          merchantAnswer(desk.options.programs ?? "array", desk.answersIn("V2")),
          "The merchant was read.",
        ),
      );
    },
  },
  {
    name: "programdetails",
    kind: /** @type {const} */ ("read"),
    methods: ["GET"],
    pattern: /^(?:\/MerchantInformation)?\/programdetails\/([^/]+)$/i,
    handle(request, programid) {
      noteFolder(request);
      return desk.get(request, { programid }, () => {
        const program = programWith(programid.toLowerCase());
        if (program === undefined) return desk.refuse(404, "There is no such program.");
        return desk.answer(
          programAnswer(program, desk.answersIn("V2")),
          "The program details were read.",
        );
      });
    },
  },
];
