export const proxied = [];
