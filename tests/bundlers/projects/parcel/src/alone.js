import { CardClient } from "cardlatch";

window.start = async (options) => {
  const error = await new CardClient(options).card("none").catch((error) => error);
  return error.code;
};
