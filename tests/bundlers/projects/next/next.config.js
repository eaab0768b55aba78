// Next.js writes scripts into its pages.
const policy = "script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'";

export default {
  headers: async () => [{ source: "/", headers: [{ key: "content-security-policy", value: policy }] }],
};
