import { PROGRAMS } from "../seeds.js";

const TOP_UP_TOKEN = { token: "USDT", network: "TRC20", address: "SandboxAddress" };

const TERMS = {
  bin: 400000,
  currency: "USD",
  type: "Debit",
  consumptionMethod: "Online",
  isoCountryName: "United States",
  cardFee: 15.99,
  cardOpeningFee: 5,
  firstRechargeAmount: 20,
  cancellationFeeMin: 1,
  cancellationFeeMax: 5,
  freightFee: 10.5,
  rechargeFeeMin: 0.5,
  rechargeFeeMax: 3,
  transactionFee: 0.25,
  atmWithdrawalFee: 2,
  maintenanceFee: 1,
  atmBalanceInquiryFee: 0.5,
  monthlyRechargeLimit: 10000,
  dailyRechargeLimit: 2000,
  singleRechargeLimit: 1000,
  perPaymentLimit: 500,
  atmDailyWithdrawalLimit: 300,
  spendingLimit: 5000,
  reviewTime: "2024-10-10T12:00:00Z",
  cardState: "Active",
  note: "Sandbox program",
  remarks: "Nothing here is real",
  supportedOperationTypes: "Purchase, Transfer",
  cardImage: "",
  supportedPlatforms: "Web",
  topUpTokens: [TOP_UP_TOKEN],
};

/** The largest single top-up, as every program says. */
export const { singleRechargeLimit: TOP_UP_LIMIT } = TERMS;

/** How several requirement names are joined is not shown. The comma is the sandbox's choice. */
const joined = (requirements) => (requirements === null ? null : requirements.join(","));

// The two oldest manuals have an object of tokens and a yes or no instead of the newer fields.
function oldTerms(requirements) {
  const { topUpTokens, ...terms } = TERMS;
  return { ...terms, TopUpTokens: topUpTokens[0], isKycRequired: requirements ? "Yes" : "No" };
}

/**
 * @param {typeof PROGRAMS[number]} program
 * @param {boolean} [isOld]
 */
export function programAnswer(program, isOld = false) {
  const { programId, name, kycRequirements, kycRequiredWhileApplyCard } = program;
  if (isOld) return { programId, name, ...oldTerms(kycRequirements) };
  return {
    programId,
    name,
    ...TERMS,
    kycRequiredWhileApplyCard,
    kycRequirements: joined(kycRequirements),
    kycType: null,
    needPhotoForActiveCard: program.needPhotoForActiveCard,
    needPhotoForOperateCard: program.needPhotoForOperateCard,
    // Binding speaks of this field as one of the program, though no example of a program has it.
    ...(program.needsEnvelope ? { EnvelopeNoRequired: true } : {}),
  };
}

/**
 * The plural names stand over single objects in the only example, so whether they are lists is
 * open: a list is the default, the single object an option.
 *
 * @param {"array" | "object"} form
 * @param {boolean} [isOld]
 */
export function merchantAnswer(form, isOld = false) {
  const balance = { currency: "USDT", currencyCode: "USDT", network: "TRC20", amount: "100" };
  const programs = PROGRAMS.map((program) => programAnswer(program, isOld));
  return {
    name: "Sandbox Merchant",
    email: "merchant@example.invalid",
    mobile: "+15550100100",
    [isOld ? "Balance" : "balances"]: form === "array" ? [balance] : balance,
    Programs: form === "array" ? programs : programs[0],
  };
}
