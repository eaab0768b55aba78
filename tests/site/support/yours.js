// What the samples import as `./yours.js`: the part of a program that is its author's.
export const YOURS = `
import { MemoryLedger, type ProxyOptions } from "cardlatch/edge";
import type { durableLedger } from "cardlatch/edge/durable";
import type { ArthaV1Issuer, YativoIssuer } from "cardlatch";

export interface Env { API: string; ACCOUNT: string; SECRET: string; LEDGER: Parameters<typeof durableLedger>[0] }

/** What tests put in here and look at. */
export const world: { told: string[]; tasks: unknown[]; cards: Record<string, string>; user: string | null } = {
  told: [], tasks: [], cards: {}, user: "ada",
};
/** In a runtime of its own a sample finds them where the test put them. */
const { issuerOfTest } = globalThis as { issuerOfTest?: YativoIssuer };
export const secrets = { yativo: issuerOfTest } as { yativo: YativoIssuer; arthaV1: ArthaV1Issuer };
export const vault = { url: "", username: "", password: "", codeOfThisMoment: (): string => "" };

export const userOf = (request: Request): string | null => request.headers.get("cookie")?.match(/user=(\\w+)/)?.[1] ?? null;
export const ownerOf = async (cardId: string): Promise<string> => (cardId === "b0000000-0000-4000-8000-000000000003" ? "grace" : "ada");
export const show = (text: string): void => void world.told.push(text);
export const signIn = (): void => show("sign in");
export const session = { token: async (): Promise<string> => "token-1" };
export async function remember(taskId: string, about: object): Promise<void> {
  world.tasks.push([taskId, about]);
}
export async function settle(taskId: string | undefined, end: string): Promise<void> {
  if (taskId === undefined) throw new Error("no task");
  world.tasks.push([taskId, end]);
}
export async function openLedger() {
  const ledger = new MemoryLedger();
  return { ledger, linesOf: (shard: string) => ledger.trail(shard) };
}
export const optionsOf = (_: Env): ProxyOptions => ({ issuers: {}, allow: [], authenticate: () => null, owns: () => false });
`;
