const cardlatch = require("cardlatch");
const callbacks = require("cardlatch/callbacks");

const all = {
  artha: require("cardlatch/artha"),
  arthaV1: require("cardlatch/artha-v1"),
  browser: require("cardlatch/browser"),
  capabilities: require("cardlatch/capabilities"),
  edge: require("cardlatch/edge"),
  ibanera: require("cardlatch/ibanera"),
  openApi: require("cardlatch/open-api"),
  yativo: require("cardlatch/yativo"),
};

/** What a program notices that requires the package here and imports it there. */
async function strange() {
  const sentences = [];
  for (const [name, required, make] of [
    ["cardlatch", cardlatch, ({ CardClient }) => new CardClient({})],
    ["cardlatch/callbacks", callbacks, ({ CallbackReceiver }) => new CallbackReceiver({})],
  ]) {
    const imported = await import(name);
    for (const [from, to, words] of [
      [imported, required, "An error of the imported"],
      [required, imported, "An error of the required"],
    ]) {
      try {
        make(from);
        sentences.push(`${name} took no options.`);
      } catch (error) {
        if (!(error instanceof to.CardError)) sentences.push(`${words} ${name} is no CardError of the other form.`);
      }
    }
  }
  return sentences;
}

async function main() {
  const { run } = await import("./scenario.js");
  const { others } = await import("./others.js");
  const setup = JSON.parse(process.argv[2]);
  const result = await run({ cardlatch, callbacks, setup });
  result.strange = [...(await strange()), ...(await others(all, setup))];
  result.resolved = { cardlatch: require.resolve("cardlatch"), callbacks: require.resolve("cardlatch/callbacks") };
  console.log(JSON.stringify(result));
}

main();
