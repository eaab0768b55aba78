import { GROUPS } from "./findings.js";

const TITLES = {
  installation: "Installation",
  configuration: "Configuration",
  network: "Network",
  page: "Page",
  proxy: "Proxy",
};

const WORDS = { ok: "ok", warn: "warn", wrong: "wrong", not_checked: "not checked" };

const COLOURS = { ok: 32, warn: 33, wrong: 31, not_checked: 2 };

const WIDTH = 13;

/** Colour is for people who look at a terminal and have not said no. */
export const wantsColour = (stream, env) => Boolean(stream.isTTY) && !env.NO_COLOR && env.TERM !== "dumb";

/** What a server or a file said stays on its line, and moves no cursor. */
const oneLine = (text) => text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, " ");

function lines({ status, says, why, cure }, colour) {
  const word = WORDS[status].padEnd(WIDTH);
  const head = colour ? `\u001b[${COLOURS[status]}m${word}\u001b[0m` : word;
  const below = " ".repeat(WIDTH + 4);
  return [
    `  ${head}${oneLine(says)}`,
    ...(why ? [`${below}Why: ${oneLine(why)}`] : []),
    ...(cure ? [`${below}Do:  ${oneLine(cure)}`] : []),
  ];
}

const counted = (number, one, more) => `${number} ${number === 1 ? one : more}`;

/** The findings for people: a line for each, by groups, and the count at the end. */
export function printed(findings, colour) {
  const groups = GROUPS.map((group) => [group, findings.list.filter((finding) => finding.group === group)]);
  const blocks = groups
    .filter(([, list]) => list.length > 0)
    .map(([group, list]) => [TITLES[group], ...list.flatMap((finding) => lines(finding, colour))].join("\n"));
  const sum = [
    `${findings.count("ok")} ok`,
    counted(findings.count("warn"), "warning", "warnings"),
    `${findings.count("wrong")} wrong`,
    `${findings.count("not_checked")} not checked`,
  ];
  return `${blocks.join("\n\n")}\n\n${sum.join(", ")}\n`;
}

/** The findings for programs. Its shape is in docs/cli.md. */
export function asData(findings, versions) {
  return {
    format: 1,
    ...versions,
    ok: findings.well,
    counts: {
      ok: findings.count("ok"),
      warn: findings.count("warn"),
      wrong: findings.count("wrong"),
      not_checked: findings.count("not_checked"),
    },
    checks: findings.list,
  };
}
