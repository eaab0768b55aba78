import { parseArgs } from "node:util";

/** A wrong call: what is wrong, and how the command is called. */
export class UsageError extends Error {
  constructor(message, usage) {
    super(message);
    this.usage = usage;
  }
}

/** Node's sentence repeats a stray argument, which may be a credential. */
function sentence(error) {
  if (error.code === "ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL") return "There is an argument that belongs to no option.";
  return error.message.split(". ")[0].replace(/\.?$/, ".");
}

/** The values of a command's options. A command takes nothing but options. */
export function readOptions(args, options, usage) {
  try {
    return parseArgs({ args, options, allowPositionals: false }).values;
  } catch (error) {
    throw new UsageError(sentence(error), usage);
  }
}
