import { told } from "./program.js";

onmessage = async ({ data }) => postMessage(await told(data));
