// The document is valid OpenAPI 3.1, names what is allowed and nothing else. That the answers agree with it is
// asked after each scenario.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { Validator } from "@seriousme/openapi-schema-validator";

import { startSandbox } from "../package/support/package.js";
import { agreementWith } from "./support/document.js";
import { nodeHost } from "./support/hosts.js";
import { ALL } from "./support/shop.js";

let host, sandbox;
before(async () => {
  host = await nodeHost();
  sandbox = await startSandbox({ log: false });
});
after(async () => {
  await host.close();
  await sandbox.close();
});

async function documentOf(change, path = "/openapi.json") {
  await host.open(sandbox.issuers, change);
  const response = await fetch(`${host.url}${path}`);
  assert.equal(response.status, 200);
  assert.equal(response.headers.get("content-type"), "application/json");
  return response.json();
}

async function isValid(document) {
  const { valid, errors } = await new Validator().validate(structuredClone(document));
  assert.ok(valid, JSON.stringify(errors));
}

const operationsOf = ({ paths }) =>
  Object.values(paths).flatMap((methods) => Object.values(methods).map(({ operationId }) => operationId));

for (const [name, change] of [
  ["everything", {}],
  ["one issuer", { names: ["yativo"] }],
  ["one operation", { options: { allow: ["card"] } }],
  ["writes alone", { names: ["artha"], options: { allow: ["freeze", "issue"] } }],
]) {
  test(`the document of ${name} is valid`, async () => {
    const document = await documentOf(change);
    assert.equal(document.openapi.slice(0, 4), "3.1.");
    await isValid(document);
  });
}

test("the document names each operation that is allowed, and no other", async () => {
  const all = operationsOf(await documentOf({}));
  for (const operation of ALL) assert.ok(all.includes(operation), operation);
  const some = operationsOf(await documentOf({ options: { allow: ["card", "freeze"] } }));
  assert.deepEqual(some.filter((operation) => ALL.includes(operation)).sort(), ["card", "freeze"]);
});

test("the document says where it stands, and is there only where it is wanted", async () => {
  const document = await documentOf({ options: { basePath: "/api" } }, "/api/openapi.json");
  assert.deepEqual(document.servers?.map(({ url }) => url), ["/api"]);
  await host.open(sandbox.issuers, { options: { openapi: false } });
  assert.equal((await fetch(`${host.url}/openapi.json`)).status, 404);
});

test("the document holds nothing of the service's own", async () => {
  const text = JSON.stringify(await documentOf({}));
  for (const issuer of Object.values(sandbox.issuers)) {
    for (const value of Object.values(issuer)) {
      if (typeof value === "string" && value.length > 10) assert.ok(!text.includes(value));
    }
  }
});

test("the comparison finds what is not described", async () => {
  const document = await documentOf({});
  const agrees = agreementWith(document);
  const headers = new Headers({ "content-type": "application/json" });
  const answer = (body, status = 200) => ({ method: "GET", path: "/cards/1", status, headers, body, text: "" });
  assert.equal(agrees(answer({ state: "active" })), true);
  assert.throws(() => agrees(answer({ state: "melted" })), /must be equal to one of/);
  assert.throws(() => agrees(answer({ state: "active", pan: "4" })), /additional properties/);
  assert.throws(() => agrees(answer({}, 418)), /418 is in no document/);
  assert.equal(agrees({ ...answer({}), path: "/nothing" }), false);
});
