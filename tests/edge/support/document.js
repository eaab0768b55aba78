// Holds what was answered against the service's own OpenAPI document.
import assert from "node:assert/strict";

import { Ajv2020 } from "ajv/dist/2020.js";

/** Fields that a document does not name would pass: here they do not. References hold wherever a part stands. */
function closed(value) {
  if (Array.isArray(value)) return value.map(closed);
  if (Object(value) !== value) return value;
  const named = (name, each) => [name, name === "$ref" ? `document${each}` : closed(each)];
  const inner = Object.fromEntries(Object.entries(value).map(([name, each]) => named(name, each)));
  const isOpen = inner.type === "object" && inner.properties && inner.additionalProperties === undefined;
  return isOpen ? { ...inner, additionalProperties: false } : inner;
}

const patternOf = (template) => new RegExp(`^${template.replaceAll(/\{\w+\}/g, "[^/]+")}$`);

export function agreementWith(document, basePath = "") {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  ajv.addSchema(closed(document), "document");
  const resolved = (part) => (part.$ref ? part.$ref.slice(2).split("/").reduce((at, name) => at[name], document) : part);
  const templates = Object.keys(document.paths).map((template) => [patternOf(template), template]);

  /** The schema of an answer; nothing where none is due. */
  function schemaOf(template, method, status, type) {
    const { responses } = document.paths[template][method];
    const place = `${method} ${template} with ${status}`;
    assert.ok(responses[status], `${place} is in no document`);
    const { content } = resolved(responses[status]);
    if (!content || !type) return undefined;
    const media = content[type] ?? content["*/*"];
    assert.ok(media, `${place} is not described as ${type}`);
    return media.schema && closed(media.schema);
  }

  /** Says whether the exchange is one that the document describes; it must be as described then. */
  return function agrees({ method, path, status, headers, body, text }) {
    const [plain] = path.slice(basePath.length).split("?");
    const [, template] = templates.find(([pattern]) => pattern.test(plain)) ?? [];
    const verb = method === "HEAD" ? "get" : method.toLowerCase();
    if (!template || !document.paths[template][verb]) return false;
    const schema = schemaOf(template, verb, status, headers.get("content-type")?.split(";")[0]);
    if (!schema || body === undefined) return true;
    const validate = ajv.compile(schema);
    assert.ok(validate(body), `${method} ${template} ${status}: ${ajv.errorsText(validate.errors)} in ${text}`);
    return true;
  };
}
