// The same orders, forwarded by hand: no owner, no key, no limit, no check of the answer.
import { Hono } from "hono";

const app = new Hono();

app.post("/cards/:id/:action{freeze|unfreeze}", async ({ req, env: { ISSUER }, json }) => {
  const { baseUrl, version, customerId, appId, key, paths } = ISSUER;
  // A body that is not read costs the connection.
  await req.text();
  const { id, action } = req.param();
  const path = action === "freeze" ? `/${version}/openApi/card/freeze` : paths.unfreeze.replace("{version}", version);
  const response = await fetch(baseUrl + path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ customer_id: Number(customerId), app_id: Number(appId), key, card_id: id }),
  });
  return json(await response.json(), response.status);
});

export default app;
