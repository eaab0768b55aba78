module.exports = { testEnvironment: "./browser-with-fetch.js" };
