// The balance of the chosen card and its newest transactions.
import { fill, h, icon } from "./dom.js";
import { amountWords, clock, moment, sentence } from "./words.js";

const FIT = 6; // lines that are there without scrolling, whatever the width

/** `known` is what the page keeps per card: `{ balance?, transactions? }`, see reads.js. */
export function showMoney(element, { reads }, { foreign }, known) {
  const tellsBalance = reads.includes("balance");
  const tellsTransactions = reads.includes("transactions");
  if (!tellsBalance && !tellsTransactions) {
    return fill(element, h("p.empty", {}, "This issuer tells neither balance nor transactions."));
  }
  if (foreign && !known) {
    return fill(element, h("p.empty", {}, `Not asked: this card is ${foreign}'s. Try it, if you like.`));
  }
  known ??= {};
  fill(
    element,
    tellsBalance ? balancePart(known) : null,
    tellsTransactions ? transactionsPart(known) : null,
  );
}

function balancePart({ balance }) {
  if (!balance) return h("p.empty", {}, "Reading the balance …");
  if (!balance.ok) return problemPart("The balance could not be read.", balance);
  const { available, total, held } = balance.balance;
  const sum = available ?? total;
  return h(
    "dl.balance",
    {},
    figure(available ? "Available" : "Balance", sum, ".balance-main"),
    available && total && total.value !== available.value ? figure("In total", total) : null,
    held && !/^[0.]+$/.test(held.value) ? figure("Held", held) : null,
  );
}

function figure(term, amount, kind = "") {
  return h(
    `div.figure${kind}`,
    {},
    h("dt", {}, term),
    h("dd", {}, amount ? amountWords(amount) : "Not told"),
  );
}

function transactionsPart({ transactions }) {
  if (!transactions) return h("p.empty", {}, "Reading the transactions …");
  if (!transactions.ok) return problemPart("The transactions could not be read.", transactions);
  const { transactions: lines, more } = transactions;
  if (lines.length === 0) return h("p.empty", {}, "No transactions yet.");
  return h(
    "div.transactions-part",
    {},
    h("h3", { id: "transactions-title" }, "Transactions, newest first"),
    h(
      "ol.transactions",
      // What scrolls must be reachable by keyboard.
      { "aria-labelledby": "transactions-title", tabindex: lines.length > FIT ? "0" : null },
      lines.map(line),
    ),
    h("p.note", {}, note(lines.length, more, transactions.at)),
  );
}

function line({ time, type, status, text, amount, fee }) {
  return h(
    "li",
    {},
    h("span.transaction-text", {}, text ?? type ?? "Transaction"),
    h("span.transaction-amount", {}, amount ? amountWords(amount) : "Amount not told"),
    h(
      "span.transaction-note",
      {},
      [moment(time), text ? type : null, fee ? `fee ${amountWords(fee)}` : null]
        .filter(Boolean)
        .join(" · "),
    ),
    status ? h("span.transaction-status", {}, status.toLowerCase()) : null,
  );
}

function note(count, more, at) {
  const read = `Read at ${clock(at)}.`;
  return more ? `The newest ${count}; the issuer has more. ${read}` : read;
}

function problemPart(what, { problem }) {
  return h(
    "p.empty.is-problem",
    {},
    icon("warning"),
    h("span", {}, `${what} ${sentence(problem.message)}`),
  );
}
