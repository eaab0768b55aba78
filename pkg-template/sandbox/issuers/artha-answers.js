import { PROGRAMS } from "../seeds.js";

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
  topUpTokens: [{ token: "USDT", network: "TRC20", address: "SandboxAddress" }],
  kycRequiredWhileApplyCard: false,
  kycRequirements: null,
  kycType: null,
};

/** @param {{ programId: string, name: string, needPhotoForOperateCard: boolean }} program */
export function programAnswer({ programId, name, needPhotoForOperateCard }) {
  return { programId, name, ...TERMS, needPhotoForActiveCard: false, needPhotoForOperateCard };
}

/**
 * The plural names stand over single objects in the only example, so whether they are lists is
 * open: a list is the default, the single object an option.
 *
 * @param {"array" | "object"} form
 */
export function merchantAnswer(form) {
  const balances = { currency: "USDT", currencyCode: "USDT", network: "TRC20", amount: "100" };
  const programs = PROGRAMS.map(programAnswer);
  return {
    name: "Sandbox Merchant",
    email: "merchant@example.invalid",
    mobile: "+15550100100",
    balances: form === "array" ? [balances] : balances,
    Programs: form === "array" ? programs : programs[0],
  };
}
