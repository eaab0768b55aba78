export { ledgerConformance } from "../../../ledger/conformance.js";
