// The routes that only a demo has: signing in with one press, the records that the page starts with, the
// log, the audit, and the sandbox's faults and truth.
import { requireSameOrigin } from "./guard.js";
import { auditOf } from "./ledger.js";
import { logAfter } from "./log.js";
import { describeSession, requireUser, signIn, signOut, stepUp } from "./people.js";
import { describeRecords } from "./records.js";
import { nothingHere } from "./refusal.js";
import { askForFault, executions, listFaults, startOver, truth } from "./sandbox.js";

export async function demo(request, env) {
  requireSameOrigin(request);
  const { pathname, searchParams } = new URL(request.url);
  switch (`${request.method} ${pathname}`) {
    case "GET /demo/session":
      return describeSession(request, env);
    case "POST /demo/sign-in":
      return signIn(request, env);
    case "POST /demo/sign-out":
      return signOut();
    case "POST /demo/step-up":
      return stepUp(request, env);
    case "GET /demo/records":
      return describeRecords(await requireUser(request, env), env);
    case "GET /demo/log":
      return Response.json(logAfter(Number(searchParams.get("after") ?? 0)));
    case "GET /demo/audit":
      return Response.json({ lines: await auditOf(env, searchParams.get("issuer")) });
    case "GET /demo/faults":
      return Response.json({ faults: listFaults() });
    case "POST /demo/faults":
      return askForFault(request, env);
    case "GET /demo/executions":
      return executions(env, Object.fromEntries(searchParams));
    case "GET /demo/truth":
      return truth(env);
    case "POST /demo/reset":
      return startOver(env);
    default:
      throw nothingHere();
  }
}
