// Unions that are closed: exactly these words.
import type {
  Action,
  ActionResult,
  AmountUnit,
  BodyForm,
  CardState,
  Effect,
  ErrorCode,
  IssuerId,
  LogLevel,
  Operation,
  Outcome,
  OwnOperation,
  ReadOperation,
  Requirement,
  RetryReason,
  SecretEncoding,
  StopReason,
  Support,
  Transfers,
  Verdict,
  WriteOperation,
} from "cardlatch";
import { impossible, type Equal, type Expect } from "./expect.js";

type Reads =
  | "card" | "cards" | "transactions" | "balance" | "reveal" | "revealPin" | "limits" | "topUpFee" | "topUpStatus";
type Requirements =
  | "sign_image_if_program_asks" | "one_time_code" | "physical_card" | "path_from_contract" | "observed_only";

type Retries = "connection_failed" | "attempt_timed_out" | "rate_limited" | "issuer_unavailable" | "session_ended";
type Stops =
  | "write_not_repeated" | "login_not_repeated" | "will_not_pass" | "attempts_spent" | "wait_too_long"
  | "deadline_too_near" | "aborted";

export type Words = [
  Expect<Equal<RetryReason, Retries>>,
  Expect<Equal<StopReason, Stops>>,
  Expect<Equal<LogLevel, "debug" | "info" | "warn" | "error" | "off">>,
  Expect<Equal<IssuerId, "artha" | "artha-v1" | "yativo" | "open-api" | "ibanera">>,
  Expect<Equal<Action, "freeze" | "unfreeze" | "activate" | "deactivate" | "cancel" | "setPin">>,
  Expect<Equal<Operation, WriteOperation | ReadOperation | "login">>,
  Expect<Equal<Exclude<WriteOperation, OwnOperation>, Action | "issue" | "replace" | "topUp" | "setLimits">>,
  Expect<Equal<ActionResult, "completed" | "accepted" | "already">>,
  Expect<Equal<Effect, "none" | "unknown">>,
  Expect<Equal<CardState, "inactive" | "active" | "frozen" | "closing" | "closed" | "lost" | "unknown">>,
  Expect<Equal<Verdict, "done" | "not_done" | "unknown">>,
  Expect<Equal<Support, "supported" | "undocumented" | "not_offered">>,
  Expect<Equal<Exclude<ReadOperation, OwnOperation>, Reads>>,
  Expect<Equal<Requirement, Requirements>>,
  Expect<Equal<AmountUnit, "major" | "minor">>,
  Expect<Equal<BodyForm, "newest" | "first">>,
  Expect<Equal<SecretEncoding, "text" | "base64">>,
  Expect<Equal<Transfers, "transferfunds" | "topup_movefunds">>,
];

/** Every code is handled, and there is no other. */
export function advice(code: ErrorCode): string {
  switch (code) {
    case "invalid_input":
    case "sign_image_required":
    case "image_format":
    case "image_too_large":
    case "image_truncated":
    case "unsupported_action":
    case "insecure_url":
    case "configuration":
      return "mend the call";
    case "unauthorized":
    case "forbidden":
    case "card_not_found":
    case "issuer_rejected":
      return "ask the issuer";
    case "rate_limited":
    case "issuer_unavailable":
    case "network":
    case "timeout":
    case "aborted":
      return "try later";
    case "unexpected_answer":
    case "not_confirmed":
      return "read the card";
    default:
      return impossible(code);
  }
}

/** A code that is left out is noticed. */
export function incomplete(code: ErrorCode): string {
  switch (code) {
    case "timeout":
      return "try later";
    default:
      // @ts-expect-error other codes are left
      return impossible(code);
  }
}

/** An outcome is narrowed by how it ended. */
export function words(outcome: Outcome): string {
  switch (outcome.result) {
    case "completed":
      return "done";
    case "accepted":
      return `under way: ${outcome.taskId ?? "no task"}`;
    case "already":
      return "nothing to do";
    default:
      return impossible(outcome);
  }
}

export function narrowed(outcome: Outcome): void {
  if (outcome.result === "accepted") {
    const { result } = outcome;
    type Narrowed = Expect<Equal<typeof result, "accepted">>;
    const proof: Narrowed = true;
    void proof;
    // @ts-expect-error it is accepted, so it cannot be completed
    if (outcome.result === "completed") return;
  }
  // @ts-expect-error nothing ends like this
  if (outcome.result === "failed") return;
}
