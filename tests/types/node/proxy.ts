// A proxy behind Node's own servers.
import { createServer } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { createServer as createServerOfTwo } from "node:http2";

import type { CardProxy } from "cardlatch/edge";
import { nodeListener } from "cardlatch/edge/node";

declare const proxy: CardProxy;

export const servers = [
  createServer(nodeListener(proxy)),
  createSecureServer({}, nodeListener(proxy)),
  createServerOfTwo(nodeListener(proxy, { origin: "https://cards.example" })),
];
