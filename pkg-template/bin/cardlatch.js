#!/usr/bin/env node
import { run } from "./cli/commands.js";

await run(process.argv.slice(2));
