import { readFileSync, statSync } from "node:fs";

import { isObject, readJson } from "./json.js";

const UNREADABLE = {
  ENOENT: "there is no such file",
  EACCES: "it may not be read",
  EISDIR: "it is a folder",
};

/** A file that others of this machine may read is no place for credentials. */
function checkMode(path, tell) {
  // Windows has other rights, which these bits do not show.
  if (process.platform === "win32") return;
  const mode = statSync(path).mode & 0o777;
  const octal = mode.toString(8).padStart(3, "0");
  if ((mode & 0o077) === 0) return tell.ok("config.mode", `The file of settings is for its owner alone (${octal}).`, { data: { mode: octal } });
  tell.warn("config.mode", `Others than its owner may read the file of settings (mode ${octal}).`, {
    why: "Whoever reads it can act on every card of the account.",
    cure: `chmod 600 ${JSON.stringify(path)}`,
    data: { mode: octal },
  });
}

function readText(path, tell) {
  try {
    const text = readFileSync(path, "utf8");
    checkMode(path, tell);
    return text;
  } catch (error) {
    const why = UNREADABLE[error.code] ?? "it cannot be read";
    tell.wrong("config.file", `The file of settings ${JSON.stringify(path)} was not read: ${why}.`, { cure: "Name a JSON file with the client's `issuer` settings." });
    return undefined;
  }
}

/** The client's options in a file: the options of a client, or of `issuer` alone. */
export function optionsOfFile(path, tell) {
  const text = readText(path, tell);
  if (text === undefined) return undefined;
  const { value, line, column, due } = readJson(text);
  if (due) {
    return void tell.wrong("config.json", `The file is no JSON: line ${line}, column ${column} should have ${due}.`, {
      cure: "Correct it there. JSON has double quotes, no comments, and no comma before a closing bracket.",
      data: { line, column },
    });
  }
  if (!isObject(value)) {
    return void tell.wrong("config.json", "The file holds no JSON object.", { cure: 'Write the issuer\'s settings as {"id": …, "baseUrl": …}.' });
  }
  tell.ok("config.json", "The file is a JSON object.");
  return isObject(value.issuer) ? value : { issuer: value };
}
