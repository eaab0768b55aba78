export const IBANERA_ACCOUNTS = [];
