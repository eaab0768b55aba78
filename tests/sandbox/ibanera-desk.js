import { call, ibaneraToken, oneTimeCode, sandboxFor } from "./helpers.js";

export const JSON_TYPE = "application/json";
export const PATCH = "application/json-patch+json";
/** The envelope of errors. */
export const failed = (...errors) => ({
  id: 0,
  details: null,
  status: "0",
  errors: errors.map(([fieldName, messageCode]) => ({ fieldName, messageCode })),
});

/** A principal that is logged in, with a fresh code for every call. */
export async function deskFor(t, options = {}) {
  const sandbox = await sandboxFor(t, { ibanera: options });
  const token = await ibaneraToken(sandbox);
  const ask = (method, route, body, type = JSON_TYPE, headers = {}) =>
    call(`${sandbox.issuers.ibanera.baseUrl}/api/v1/customer/${route}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        otp: oneTimeCode(sandbox),
        ...(body === undefined ? {} : { "content-type": type }),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  return {
    ...sandbox,
    ask,
    get: (route) => ask("GET", route),
    post: (route, body, type) => ask("POST", route, body, type),
    balanceOf: (id) => sandbox.admin.state().find((card) => card.id === String(id)).balanceCents,
    accountOf: (id) => sandbox.admin.accounts().find((one) => one.id === String(id)).balanceCents,
    done: () => sandbox.admin.executions().map(({ action, cardId }) => `${action} ${cardId}`),
  };
}
