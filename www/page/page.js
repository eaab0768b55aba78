// The page: reacts to the visitor and to news from the worker, and tells every part when to draw.
import { showActions, showRefused, showRunning } from "./actions.js";
import { createActs } from "./acts.js";
import { showAudit } from "./audit.js";
import { showFace, showFacts, stateOf } from "./card.js";
import { actAs, readOffers } from "./clients.js";
import { confirm, needsDialog } from "./confirm.js";
import { demo } from "./demo.js";
import { byId, fill, h, setText } from "./dom.js";
import { describeIssuers } from "./issuers.js";
import { createLog } from "./log.js";
import { showMoney } from "./money.js";
import { showOutcome, showResuming, showWaiting, wordsOf } from "./outcome.js";
import { showSignIn, showUsers } from "./people.js";
import { showBusy, showCards, showCardState, showIssuers } from "./picker.js";
import { readBalance, readCard as askCard, readCards as askCards, readFee, readTransactions } from "./reads.js";
import {
  card,
  cardOf,
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
const acts = createActs(news);
let users = [];
let trouble = null; // made once the worker told what can go wrong

function nameOf(id) {
  return issuerOf({ issuer: id })?.name ?? id;
}

// --- start and users -------------------------------------------------------------------------

async function start() {
  const [session, faults] = await Promise.all([demo.session(), demo.faults()]);
  showLost(!session.ok || !faults.ok);
  if (!session.ok || !faults.ok) return;
  users = session.users;
  trouble ??= createTrouble(byId("trouble"), faults.faults, nameOf, armTrouble);
  await show(session.user);
}

/** Shows the page as one user sees it, or the place to sign in. */
async function show(user) {
  forget();
  page.user = user;
  document.body.classList.toggle("signed-out", !user);
  showSignIn(byId("sign-in-users"), users, signIn);
  if (user && !(await load(user))) return showLost(true);
  document.body.classList.remove("loading");
  if (!user) return;
  showUsers(byId("users"), users, user, { signIn, signOut });
  const open = acts.resumeAll();
  chooseIssuer(open?.issuer ?? page.issuerId ?? page.issuers[0].id, open?.id);
  showIssuers(byId("issuers"), page.issuers, page.issuerId, chooseIssuer);
  schedule();
  scheduleLog();
}

/** What the page starts with: what the proxy allows, and the cards that the records call the user's. */
async function load(user) {
  actAs(user.id);
  const [offers, records] = await Promise.all([readOffers().catch(() => null), demo.records()]);
  if (!offers || !records.ok) return false;
  page.issuers = describeIssuers(offers);
  for (const { issuer: id, cards, foreign } of records.issuers) {
    const issuer = issuerOf({ issuer: id });
    issuer.cards = cards.map((each) => ({ ...each, issuer: id, state: recorded(each) }));
    issuer.foreign = {
      ...foreign,
      issuer: id,
      foreign: users.find((each) => each.id === foreign.owner).name,
      state: { state: "foreign", source: "foreign" },
    };
    for (const each of cards) takeTold({ ...each, issuer: id });
  }
  return true;
}

function recorded({ recorded: state }) {
  return { state: state ?? "unknown", source: "record" };
}

async function signIn(id) {
  const answer = await demo.signIn(id);
  if (!answer.ok) return showLost(true);
  const { user } = await demo.session();
  await show(user);
  announce(`Signed in as ${user.name}.`);
  // Where the focus was is gone or drawn anew.
  byId("users").querySelector(":checked").focus();
}

async function signOut() {
  await demo.signOut();
  await show(null);
  announce("Signed out.");
  byId("sign-in-users").querySelector("button").focus();
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
  const answer = await demo.startOver();
  if (!answer.ok) return showLost(true);
  log.clear();
  await start();
  announce("The sandbox started over. Its cards are new.");
}

// --- choosing --------------------------------------------------------------------------------

function chooseIssuer(id, cardId = undefined) {
  page.issuerId = id;
  const hasList = issuer().reads.includes("cards");
  showBusy(byId("cards"), hasList);
  showRefused(byId("refused"), issuer());
  trouble.showFor(issuer());
  chooseCard(cardId ?? issuer().cards[0].id);
  drawCards();
  if (hasList) readCards(id);
  else for (const each of issuer().cards) readCard(each);
  fetchNews();
}

/** Asks the issuer for its list. Until it is there, the cards of the records stand in its place. */
async function readCards(id) {
  const target = issuerOf({ issuer: id });
  const askedAt = Date.now();
  const answer = await askCards(id);
  if (target !== issuerOf({ issuer: id })) return; // another user's by now
  if (answer.ok) {
    page.listProblems.delete(id);
    target.listedAt = answer.at;
    target.cards = answer.cards.filter((each) => each.id).map((each) => listed(target, each, askedAt));
  } else {
    page.listProblems.set(id, answer.problem);
  }
  if (id !== page.issuerId) return;
  showBusy(byId("cards"), false);
  if (!card()) chooseCard(target.cards[0].id);
  drawCards();
  drawCard();
}

// The objects stay: a result that is still open holds on to its card. What was learnt since the list was
// asked for is newer.
function listed(target, { id, form, last4, currency, ...told }, askedAt) {
  const known = target.cards.find((each) => each.id === id);
  const fresh = known ?? { issuer: target.id, id, state: recorded({}) };
  Object.assign(fresh, { form: fresh.form ?? form, last4, currency });
  if (page.running?.key !== keyOf(fresh)) learn(fresh, { state: "unknown", ...told }, "list", askedAt);
  return fresh;
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
  if (card().foreign) drawMoney();
  else readMoney(card());
}

async function readCard(target) {
  const key = keyOf(target);
  if (!issuerOf(target).readable || page.reading.has(key)) return;
  page.reading.add(key);
  drawStates();
  const answer = await askCard(target);
  page.reading.delete(key);
  if (answer.ok) learn(target, answer.card, "read");
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
    ask("balance", readBalance),
    ask("transactions", readTransactions),
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
        user: page.user,
        stepUp: (password) => stepUp(target, capability.action, password),
      })
    : {};
  if (answer) await runAction(capability.action, target, answer);
}

/** Has the password checked for this one action. Gives a sentence when it is refused. */
async function stepUp({ issuer: issuerId, id: cardId }, action, password) {
  const answer = await demo.stepUp({ issuer: issuerId, cardId, action, password });
  return answer.ok ? null : sentence(answer.problem.message);
}

/** The currency of a card, where the issuer told it with the card or with its balance. */
function currencyOf(target) {
  const { balance } = page.money.get(keyOf(target)) ?? {};
  return target.currency ?? balance?.balance?.available?.currency;
}

// The issuer names no currency in its estimate: it is the card's.
function estimateFor(target) {
  return async (amount) => {
    const answer = await readFee(target, amount);
    const currency = currencyOf(target);
    const named = (sum) => sum && { currency, ...sum };
    return { ...answer, fee: named(answer.fee), received: named(answer.received) };
  };
}

async function runAction(action, target, said) {
  setRunning({ key: keyOf(target), action });
  const result = await acts.run(action, target, said);
  if (result.amount) result.amount.currency ??= currencyOf(target);
  if (!isThere(target)) return; // another user is here by now
  announceResult(result, target);
  setRunning(null);
  drawStates();
  bringIntoView(byId("outcome-panel"));
  if (isChosen(target) && !target.foreign) readMoney(target);
  watch();
}

/** Whether this very card still stands on the page. */
function isThere(target) {
  return page.user !== null && cardOf(target) === target;
}

function setRunning(running) {
  page.running = running;
  drawRunning();
  drawOutcome();
}

/** After an unknown effect: the same once more, which is answered by reading the card. */
async function decide() {
  const target = card();
  const result = page.results.get(keyOf(target));
  if (result.reading) return;
  Object.assign(result, { reading: true, readProblem: undefined });
  drawOutcome();
  const { ok, reconciliation, problem } = await acts.decide(target, result);
  Object.assign(result, { reading: false, reconciliation, readProblem: problem });
  if (!isThere(target)) return;
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
  const answer = await demo.askForFault({
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
  const { cards, foreign } = issuer();
  showCards(byId("cards"), { cards, foreign, source }, page.cardId, chooseCard);
  drawStates();
}

function drawMoney() {
  showMoney(byId("money"), issuer(), card(), page.money.get(keyOf(card())));
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
  const result = page.results.get(keyOf(card()));
  if (result?.resuming) return showResuming(byId("outcome"), result);
  showOutcome(byId("outcome"), result, issuer(), decide);
}

function announce(text) {
  setText(byId("announcer"), text);
}

function announceResult(result, target) {
  const { title, text } = wordsOf(result, issuerOf(target));
  announce(`${title}. ${text}`);
}

// --- news from the worker --------------------------------------------------------------------

/** A result has come to its end, or was found again after the page was loaded. */
function news(target, result) {
  if (!isThere(target) || page.results.get(keyOf(target)) !== result) return;
  announceResult(result, target);
  drawStates();
  if (isChosen(target)) drawOutcome();
  if (isChosen(target)) readMoney(target);
}

/** What issuers told of a card on their own, as the company has recorded it. */
function takeTold({ issuer: issuerId, id, told }) {
  const target = told && cardOf({ issuer: issuerId, id });
  if (target) learn(target, told, "callback", told.at);
}

async function fetchNews() {
  const { issuerId } = page;
  const [, truth, audit] = await Promise.all([fetchLog(), demo.truth(), demo.audit(issuerId)]);
  if (truth.ok) {
    for (const each of truth.cards) page.truth.set(keyOf(each), each.state);
    trouble.showArmed(truth.armed);
  }
  if (!page.user) return;
  if (audit.ok && issuerId === page.issuerId) showAudit(byId("audit"), audit.lines, nameOfUser);
  drawStates();
}

function nameOfUser(id) {
  return users.find((each) => each.id === id)?.name ?? nameOf(id);
}

async function fetchLog() {
  const lines = await demo.log(page.lastLog);
  if (!lines.ok || !page.user) return;
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
  const { user } = page;
  const answer = await demo.records();
  if (user !== page.user || !user) return;
  showLost(!answer.ok);
  if (answer.ok) {
    for (const { issuer: id, cards } of answer.issuers) {
      for (const each of cards) takeTold({ ...each, issuer: id });
    }
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
    if (page.user) scheduleLog();
  }, LOG_MS);
}

byId("read-money").addEventListener("click", () => readMoney(card()));
byId("read-card").addEventListener("click", () => readCard(card()));
byId("reset").addEventListener("click", startOver);
start();
