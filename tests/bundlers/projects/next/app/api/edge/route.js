import * as cardlatch from "cardlatch";
import * as callbacks from "cardlatch/callbacks";

import { run } from "../../scenario.js";

export const runtime = "edge";

export async function POST(request) {
  return Response.json(await run({ cardlatch, callbacks, setup: await request.json() }));
}
