// No exported type is `any` or holds one. Every name that the package exports is here.
import type * as Package from "cardlatch";
import type { capabilities, Capability as SameCapability } from "cardlatch/capabilities";
import type * as Sandbox from "cardlatch/sandbox";
import type { Equal, Expect, IsAny, NoAny } from "./expect.js";

export type Types = [
  Expect<NoAny<Package.Action>>,
  Expect<NoAny<Package.ActionOptions>>,
  Expect<NoAny<Package.ActionResult>>,
  Expect<NoAny<Package.AnswerKind>>,
  Expect<NoAny<Package.ArthaConfig>>,
  Expect<NoAny<Package.ArthaIssuer>>,
  Expect<NoAny<Package.CallOptions>>,
  Expect<NoAny<Package.Capability>>,
  Expect<NoAny<Package.CardForm>>,
  Expect<NoAny<Package.CardState>>,
  Expect<NoAny<Package.CardStatus>>,
  Expect<NoAny<Package.ClientOptions>>,
  Expect<NoAny<Package.ContractPaths>>,
  Expect<NoAny<Package.Effect>>,
  Expect<NoAny<Package.Encoding>>,
  Expect<NoAny<Package.ErrorCode>>,
  Expect<NoAny<Package.FetchAnswer>>,
  Expect<NoAny<Package.FetchInit>>,
  Expect<NoAny<Package.FetchLike>>,
  Expect<NoAny<Package.IbaneraConfig>>,
  Expect<NoAny<Package.IbaneraIssuer>>,
  Expect<NoAny<Package.ImageOptions>>,
  Expect<NoAny<Package.ImageSource>>,
  Expect<NoAny<Package.KeyHandle>>,
  Expect<NoAny<Package.Issuer>>,
  Expect<NoAny<Package.IssuerId>>,
  Expect<NoAny<Package.OpenApiConfig>>,
  Expect<NoAny<Package.OpenApiIssuer>>,
  Expect<NoAny<Package.Operation>>,
  Expect<NoAny<Package.Outcome>>,
  Expect<NoAny<Package.PathParameters>>,
  Expect<NoAny<Package.PreparedRequest>>,
  Expect<NoAny<Package.PrepareOptions>>,
  Expect<NoAny<Package.RawResponse>>,
  Expect<NoAny<Package.Reconciliation>>,
  Expect<NoAny<Package.Requirement>>,
  Expect<NoAny<Package.SessionToken>>,
  Expect<NoAny<Package.SideEffect>>,
  Expect<NoAny<Package.SignedHeaders>>,
  Expect<NoAny<Package.SignedNames>>,
  Expect<NoAny<Package.SignedValues>>,
  Expect<NoAny<Package.SigningOptions>>,
  Expect<NoAny<Package.Support>>,
  Expect<NoAny<Package.TokenName>>,
  Expect<NoAny<Package.TokenValue>>,
  Expect<NoAny<Package.TotpEncoding>>,
  Expect<NoAny<Package.UpdateMethod>>,
  Expect<NoAny<Package.Verdict>>,
  Expect<NoAny<Package.YativoConfig>>,
  Expect<NoAny<Package.YativoIssuer>>,
];

export type Classes = [
  Expect<Equal<IsAny<Package.CardClient>, false>>,
  Expect<Equal<IsAny<Package.CardError>, false>>,
  Expect<NoAny<ConstructorParameters<typeof Package.CardClient>>>,
  Expect<NoAny<{ [Name in keyof Package.CardClient]: Package.CardClient[Name] }>>,
  Expect<NoAny<{ [Name in keyof Package.CardError]: Package.CardError[Name] }>>,
];

export type Tables = [
  Expect<NoAny<typeof capabilities>>,
  Expect<Equal<typeof capabilities, readonly Package.Capability[]>>,
  Expect<Equal<SameCapability, Package.Capability>>,
];

export type OfTheSandbox = [
  Expect<NoAny<typeof Sandbox.startSandbox>>,
  Expect<NoAny<Sandbox.SandboxOptions>>,
  Expect<NoAny<Sandbox.SandboxAdmin>>,
  Expect<NoAny<Sandbox.Sandbox>>,
  Expect<NoAny<Sandbox.Fault>>,
  Expect<NoAny<Sandbox.IssuerConfigs>>,
  Expect<NoAny<Sandbox.WantedCallback>>,
  Expect<NoAny<Sandbox.WantedAnswers>>,
  Expect<Equal<Sandbox.IssuerId, Package.IssuerId>>,
  Expect<Equal<Sandbox.SandboxAction, Package.Action>>,
  Expect<Sandbox.CardState extends Package.CardState ? true : false>,
];
