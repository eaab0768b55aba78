// The page: reacts to the visitor and to news from the worker, and tells every part when to draw.
import { showActions, showRefused, showRunning } from "./actions.js";
import { api } from "./api.js";
import { showFace, showFacts, stateOf } from "./card.js";
import { confirm, needsDialog } from "./confirm.js";
import { byId, fill, h, setText } from "./dom.js";
import { createLog } from "./log.js";
import { showMoney } from "./money.js";
import { showOutcome, showWaiting, wordsOf } from "./outcome.js";
import { showBusy, showCards, showCardState, showIssuers } from "./picker.js";
import {
  card,
  forget,
  isChosen,
  issuer,
  issuerOf,
  keyOf,
  learn,
  page,
  someResultIsOpen,
} from "./state.js";
import { createTrouble } from "./trouble.js";
import { clock, eventWords, sentence } from "./words.js";

const WATCH_MS = 1_000; // while a result is still open
const IDLE_MS = 5_000; // otherwise: another page may be at work
const LOG_MS = 1_000; // callbacks come when they come

const log = createLog(byId("log"), byId("log-all"), nameOf);
let trouble = null; // made once the worker told what can go wrong

function nameOf(id) {
  return issuerOf({ issuer: id }).name;
}

// --- start -----------------------------------------------------------------------------------

async function start() {
  const [found, faults] = await Promise.all([api.issuers(), api.faults()]);
  showLost(!found.ok || !faults.ok);
  if (!found.ok || !faults.ok) return;
  page.issuers = found.issuers;
  trouble ??= createTrouble(byId("trouble"), faults.faults, nameOf, armTrouble);
  document.body.classList.remove("loading");
  chooseIssuer(page.issuerId ?? page.issuers[0].id);
  showIssuers(byId("issuers"), page.issuers, page.issuerId, chooseIssuer);
  schedule();
  scheduleLog();
}

/** Says that the worker is gone, or takes that back. What is on the page stays: it may be old. */
function showLost(lost) {
  const banner = byId("banner");
  document.body.classList.toggle("lost", lost);
  if (lost === !banner.hidden) return;
  const tryAgain = () => (trouble ? watch() : start());
  fill(
    banner,
    h("span", {}, "The demo's worker does not answer. Is it still running?"),
    h("button.button", { type: "button", onclick: tryAgain }, "Try again"),
  );
  banner.hidden = !lost;
}

async function startOver() {
  if (page.running) return announce("An action is still running.");
  const answer = await api.startOver();
  if (!answer.ok) return showLost(true);
  forget();
  log.clear();
  announce("The sandbox started over. Its cards are new.");
  await start();
}

// --- choosing --------------------------------------------------------------------------------

function chooseIssuer(id) {
  page.issuerId = id;
  const hasList = issuer().reads.includes("cards");
  showBusy(byId("cards"), hasList);
  showRefused(byId("refused"), issuer());
  trouble.showFor(issuer());
  chooseCard(issuer().cards[0].id);
  drawCards();
  if (hasList) readCards(id);
  else for (const each of issuer().cards) readCard(each);
  fetchNews();
}

/** Asks the issuer for its list. Until it is there, the cards of the records stand in its place. */
async function readCards(id) {
  const target = issuerOf({ issuer: id });
  const answer = await api.readCards(id);
  if (answer.ok) {
    page.listProblems.delete(id);
    const known = new Map(target.cards.map((each) => [each.id, each]));
    // The objects stay: a result that is still open holds on to its card.
    target.cards = answer.cards.map((each) => Object.assign(known.get(each.id) ?? {}, each));
    target.listedAt = answer.listedAt;
  } else {
    page.listProblems.set(id, answer.problem);
  }
  if (id !== page.issuerId) return;
  showBusy(byId("cards"), false);
  if (!card()) chooseCard(target.cards[0].id);
  drawCards();
  drawCard();
}

function cardSource({ id, name, listedAt, reads }) {
  const problem = page.listProblems.get(id);
  if (problem) {
    const why = sentence(problem.message);
    return `From the company's own records: the list of ${name} could not be read. ${why}`;
  }
  if (listedAt) return `As ${name} lists them, ${clock(listedAt)}`;
  if (reads.includes("cards")) return `Asking ${name} for its list …`;
  return `From the company's own records: ${name} has no list`;
}

function chooseCard(id) {
  page.cardId = id;
  showActions(byId("actions"), issuer(), card(), chooseAction);
  drawRunning();
  drawOutcome();
  drawCard();
  readMoney(card());
}

async function readCard(target) {
  const key = keyOf(target);
  if (!issuerOf(target).readable || page.reading.has(key)) return;
  page.reading.add(key);
  drawStates();
  const answer = await api.readCard(target);
  page.reading.delete(key);
  if (answer.ok) takeOver(answer.card);
  if (answer.ok) page.readProblems.delete(key);
  else page.readProblems.set(key, answer.problem);
  fetchNews();
}

// Answers come in any order: only the last question counts.
let moneyAsked = 0;

async function readMoney(target) {
  const key = keyOf(target);
  const own = ++moneyAsked;
  const { reads } = issuerOf(target);
  const ask = async (what, call) => {
    if (!reads.includes(what)) return;
    const answer = await call(target);
    if (own !== moneyAsked && isChosen(target)) return;
    page.money.set(key, { ...page.money.get(key), [what]: answer });
    if (isChosen(target)) drawMoney();
  };
  drawMoney();
  await Promise.all([
    ask("balance", api.readBalance),
    ask("transactions", api.readTransactions),
  ]);
}

// --- actions ---------------------------------------------------------------------------------

async function chooseAction(capability) {
  if (page.running) return;
  const [target, owner] = [card(), issuer()];
  const answer = needsDialog(capability, target)
    ? await confirm(byId("dialog"), {
        capability,
        card: target,
        issuer: owner,
        currency: currencyOf(target),
        estimate: owner.reads.includes("topUpFee") && estimateFor(target),
      })
    : {};
  if (answer) await runAction(capability.action, target, answer);
}

/** The currency of a card, where the issuer told it with the card or with its balance. */
function currencyOf(target) {
  const { balance } = page.money.get(keyOf(target)) ?? {};
  return target.currency ?? balance?.balance?.available?.currency;
}

// The issuer names no currency in its estimate: it is the card's.
function estimateFor(target) {
  return async (amount) => {
    const answer = await api.readFee(target, amount);
    const currency = currencyOf(target);
    const named = (sum) => sum && { currency, ...sum };
    return { ...answer, fee: named(answer.fee), received: named(answer.received) };
  };
}

async function runAction(action, target, said) {
  setRunning({ key: keyOf(target), action });
  const before = await api.executions(target, action);
  const at = Date.now();
  const { outcome, problem, card: fresh } = await api.run(target, action, said);
  const result = { action, at, tookMs: Date.now() - at, outcome, problem };
  const sum = said.fields?.amount; // and no other field: a PIN is not kept
  if (sum) result.amount = { value: sum, currency: currencyOf(target) };
  if (problem) result.executed = await executedSince(before, target, action);
  page.results.set(keyOf(target), result);
  announceResult(result, target);
  if (fresh) takeOver(fresh);
  setRunning(null);
  drawStates();
  bringIntoView(byId("outcome-panel"));
  if (isChosen(target)) readMoney(target);
  watch();
}

/** The sandbox counts what it truly executed; a lost answer can be checked against it. */
async function executedSince(before, target, action) {
  const after = await api.executions(target, action);
  return before.ok && after.ok ? after.count - before.count : undefined;
}

function setRunning(running) {
  page.running = running;
  drawRunning();
  drawOutcome();
}

/** After an unknown effect: reads the card, and says what that tells of the action. */
async function decide() {
  const target = card();
  const result = page.results.get(keyOf(target));
  if (result.reading) return;
  Object.assign(result, { reading: true, readProblem: undefined });
  drawOutcome();
  const { ok, reconciliation, problem, card: fresh } = await api.reconcile(target, result.action);
  Object.assign(result, { reading: false, reconciliation, readProblem: problem });
  if (ok) takeOver(fresh);
  announceResult(result, target);
  drawOutcome();
  // The button is gone or new, so the focus needs a place: the words it led to, or the button again.
  if (isChosen(target)) byId(ok ? "outcome-title" : "reconcile").focus();
  if (ok && isChosen(target)) readMoney(target);
  fetchNews();
}

function bringIntoView(element) {
  const { top, bottom } = element.getBoundingClientRect();
  if (top >= 0 && bottom <= window.innerHeight) return;
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  element.scrollIntoView({ block: "nearest", behavior: still ? "auto" : "smooth" });
}

async function armTrouble({ action, fault }) {
  const answer = await api.askForFault({
    issuer: page.issuerId,
    cardId: page.cardId,
    action,
    fault,
  });
  if (!answer.ok) return trouble.showProblem(answer.problem);
  fetchNews();
}

// --- drawing ---------------------------------------------------------------------------------

function drawCards() {
  const source = cardSource(issuer());
  showCards(byId("cards"), { cards: issuer().cards, source }, page.cardId, chooseCard);
  drawStates();
}

function drawMoney() {
  showMoney(byId("money"), issuer(), page.money.get(keyOf(card())));
  byId("read-money").hidden = !issuer().reads.includes("balance");
}

let drawnCard = "";

function drawStates() {
  for (const each of issuer().cards) showCardState(byId("cards"), each.id, stateWord(each));
  drawCard();
}

function drawCard() {
  const key = keyOf(card());
  const more = { problem: page.readProblems.get(key), truth: page.truth.get(key) };
  const state = stateWord(card());
  // News come every second: without a change, a text the visitor is marking stays untouched.
  const drawing = JSON.stringify([key, state, card().state, more]);
  if (drawing === drawnCard) return;
  drawnCard = drawing;
  showFace(byId("card-face"), card(), issuer(), state);
  showFacts(byId("card-facts"), card(), state, more);
  setText(byId("card-title"), `${issuer().name} card`);
  byId("read-card").hidden = !issuer().readable;
}

function stateWord(target) {
  return stateOf(target, page.reading.has(keyOf(target)));
}

function drawRunning() {
  const own = page.running?.key === keyOf(card());
  const action = own ? page.running.action : null;
  showRunning(byId("actions"), { busy: page.running !== null, action });
}

function drawOutcome() {
  const { running } = page;
  if (running?.key === keyOf(card())) return showWaiting(byId("outcome"), running.action);
  showOutcome(byId("outcome"), page.results.get(keyOf(card())), issuer(), decide);
}

function announce(text) {
  setText(byId("announcer"), text);
}

function announceResult(result, target) {
  const { title, text } = wordsOf(result, issuerOf(target));
  announce(`${title}. ${text}`);
}

// --- news from the worker --------------------------------------------------------------------

function takeOver(fresh) {
  const ended = learn(fresh);
  if (!ended) return;
  announceResult(ended, fresh);
  if (isChosen(fresh)) drawOutcome();
}

async function fetchNews() {
  const [, truth] = await Promise.all([fetchLog(), api.truth()]);
  if (truth.ok) {
    for (const each of truth.cards) page.truth.set(keyOf(each), each.state);
    trouble.showArmed(truth.armed);
  }
  drawStates();
}

async function fetchLog() {
  const lines = await api.log(page.lastLog);
  if (!lines.ok) return;
  // Two of these may be under way at once, and then bring some lines twice.
  const fresh = lines.entries.filter(({ seq }) => seq > page.lastLog);
  page.lastLog = Math.max(page.lastLog, lines.last);
  log.add(fresh);
  const news = fresh.filter(movesMoneyHere);
  if (news.length === 0) return;
  readMoney(card());
  // The end of a top-up is told with its outcome.
  const { event } = news.at(-1);
  if (event.kind !== "topup") announce(`${eventWords(event, "the chosen card")}.`);
}

const OF_MONEY = ["topup", "transaction", "refund", "fee"];

/** Whether an issuer tells, on its own, that money was moved on the chosen card. */
function movesMoneyHere({ issuer: sender, event }) {
  return OF_MONEY.includes(event?.kind) && isChosen({ issuer: sender, id: event.cardId });
}

async function watch() {
  const answer = await api.issuers();
  showLost(!answer.ok);
  if (answer.ok) {
    for (const { cards } of answer.issuers) cards.forEach(takeOver);
    await fetchNews();
  }
  schedule();
}

let timer = 0;

function schedule() {
  clearTimeout(timer);
  const wait = someResultIsOpen() ? WATCH_MS : IDLE_MS;
  timer = setTimeout(() => (document.hidden ? schedule() : watch()), wait);
}

let logTimer = 0;

function scheduleLog() {
  clearTimeout(logTimer);
  logTimer = setTimeout(async () => {
    if (!document.hidden) await fetchLog();
    scheduleLog();
  }, LOG_MS);
}

byId("read-money").addEventListener("click", () => readMoney(card()));
byId("read-card").addEventListener("click", () => readCard(card()));
byId("reset").addEventListener("click", startOver);
start();
