// docs/proxy.md: its tables name every option, route and code that the proxy has, and no other.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";

import { fromPackage, installed } from "../package/support/consumer.js";
import { ISSUERS } from "../package/support/fetches.js";
import { CallbackReceiver, CardClient } from "../package/support/package.js";

const { createCardProxy } = await fromPackage("cardlatch/edge");
const text = readFileSync(fileURLToPath(new URL("../../docs/proxy.md", import.meta.url)), "utf8");
const types = readFileSync(join(installed, "edge.d.ts"), "utf8");

/** The rows of the tables below a heading, as lists of cells. */
function rows(heading) {
  const [, section] = text.split(`\n## ${heading}\n`);
  const lines = section.split("\n## ")[0].split("\n").filter((line) => line.startsWith("| `"));
  return lines.map((line) => line.split("|").slice(1, -1).map((cell) => cell.trim()));
}
const bare = (cell) => cell.match(/^`([^`]*)`/)?.[1];

/** The names of a union of texts, those of the unions in it included. */
function union(name) {
  const [, members] = types.match(new RegExp(`export type ${name} =([^;]*);`));
  const inner = Array.from(members.matchAll(/\| (\w+)/g), ([, other]) => union(other));
  return [...Array.from(members.matchAll(/"(\w+)"/g), ([, word]) => word), ...inner.flat()];
}

const proxy = createCardProxy({
  issuers: { main: new CardClient({ issuer: ISSUERS.yativo }) },
  callbacks: { main: new CallbackReceiver({ issuer: "yativo", secrets: ["whsec of nobody"] }) },
  authenticate: () => null,
  owns: () => false,
  allow: union("ProxyOperation"),
});
const described = await (await proxy(new Request("https://app.example/openapi.json"))).json();

describe("the document of the proxy", () => {
  test("names each option, which are required, and the figures of the others", () => {
    const [, body] = types.match(/export interface ProxyOptions<[^{]*\{\n(.*?)\n\}/s);
    const fields = Array.from(body.matchAll(/(?:\/\*\*((?:(?!\*\/).)*)\*\/\s*)^ {2}(\w+)(\??)[:(]/gms));
    const table = new Map(rows("Options").map(([name, usual]) => [bare(name), usual]));
    assert.deepEqual([...table.keys()].sort(), fields.map(([, , name]) => name).sort());
    let figures = 0;
    for (const [, comment, name, optional] of fields) {
      assert.equal(table.get(name) === "required", optional === "", name);
      const [, figure] = comment.match(/([\d,]+) when left out/) ?? [];
      if (!figure) continue;
      assert.equal(table.get(name), figure.replaceAll(",", ""), name);
      figures += 1;
    }
    assert.ok(figures >= 4, String(figures));
  });

  test("names each route, and the operations by their names", () => {
    const due = Object.entries(described.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    assert.deepEqual(rows("Routes").map(([route]) => bare(route)).sort(), due.sort());
    const operations = rows("Routes").map(([, operation]) => bare(operation)).filter(Boolean);
    assert.deepEqual(operations.sort(), union("ProxyOperation").sort());
  });

  test("names each code with its status", () => {
    const due = Object.entries(described.components.responses).flatMap(([name, response]) => {
      const [, { properties }] = response.content["application/problem+json"].schema.allOf;
      return properties.code.enum.map((code) => `${code} ${name.replace("Problem", "")}`);
    });
    assert.deepEqual(rows("Answers").map(([code, status]) => `${bare(code)} ${status}`).sort(), due.sort());
  });
});
