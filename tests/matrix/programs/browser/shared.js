import { told } from "./program.js";

onconnect = ({ ports: [port] }) => {
  port.onmessage = async ({ data }) => port.postMessage(await told(data));
};
