import { PAGING, pageOf } from "./paging.js";

function read(desk, request) {
  const query = Object.fromEntries(request.query);
  const { values, errors } = desk.readFields(request, query, PAGING);
  if (errors.length > 0) return desk.failed(errors, "A field of the query does not fit.");
  const all = desk.accounts.views().filter(({ issuer }) => issuer === "ibanera");
  const isPaged = values.PageNumber !== undefined || values.PageSize !== undefined;
  const { items, paging } = isPaged ? pageOf(all, values) : { items: all, paging: {} };
  const details = items.map((account) => ({
    id: Number(account.id),
    asset: account.currency,
    ...desk.balances(account),
    bSuppressed: false,
  }));
  return desk.done(0, details, `Balances of ${items.length} accounts were listed.`, paging);
}

/** Without paging fields the whole list comes. @param {import("./desk.js").Desk} desk @returns {import("../../world.js").Route} */
export const accountBalancesRoute = (desk) => ({
  name: "account-balances",
  kind: "read",
  methods: ["GET"],
  pattern: /^\/api\/v1\/customer\/accounts\/balances$/,
  handle: desk.signedIn((request) => read(desk, request)),
});
