// A program in CommonJS: the declarations of its form are the same.
import cardlatch = require("cardlatch");
import alone = require("cardlatch/ibanera");
import slim = require("cardlatch/artha/slim");
import page = require("cardlatch/browser");

declare const issuers: cardlatch.Issuers;

const artha = new cardlatch.CardClient({ issuer: issuers.artha });
const ibanera = new alone.CardClient({ issuer: issuers.ibanera });
const loaded = new slim.CardClient({ issuer: issuers.artha });
const own = new page.CardClient<"yativo">({ proxy: "/api" });
const any: cardlatch.CardClient = new cardlatch.CardClient({ issuer: issuers.yativo });

const named: cardlatch.CardClient<"artha"> = loaded;
const calls = [artha.freeze("card-1", { signImage: "base64" }), ibanera.activate("5"), own.freeze("card-1"), any.setPin("5")];

const failed = (error: unknown): "none" | "unknown" | undefined =>
  error instanceof cardlatch.CardError || error instanceof slim.CardError ? error.effect : undefined;

// @ts-expect-error it has no activate
void artha.activate("card-1");
// @ts-expect-error it has no freeze
void ibanera.freeze("5");
// @ts-expect-error both PINs are due
void ibanera.setPin("5", { newPin: "4321" });
// @ts-expect-error it takes another issuer
new slim.CardClient({ issuer: issuers.ibanera });
// @ts-expect-error it has no limits
void own.limits("card-1");

export = { named, calls, failed };
