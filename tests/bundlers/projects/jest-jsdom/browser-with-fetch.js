// jsdom has no fetch. Node's goes with Node's own AbortController and Blob.
const { TestEnvironment } = require("jest-environment-jsdom");

module.exports = class extends TestEnvironment {
  async setup() {
    await super.setup();
    Object.assign(this.global, { fetch, AbortController, AbortSignal, Blob });
  }
};
