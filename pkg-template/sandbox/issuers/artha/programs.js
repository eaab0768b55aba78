import { PROGRAMS } from "../../seeds.js";

/** @param {string | undefined} id */
export const programWith = (id) => PROGRAMS.find(({ programId }) => programId === id);
