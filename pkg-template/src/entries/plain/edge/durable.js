export { CardLedger, durableLedger } from "../../../ledger/durable.js";
