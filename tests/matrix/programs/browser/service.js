import { told } from "./program.js";

addEventListener("message", (event) => {
  const [port] = event.ports;
  event.waitUntil(told(event.data).then((result) => port.postMessage(result)));
});
