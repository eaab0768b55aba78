// The page: reacts to the visitor and to news from the worker, and tells every part when to draw.
import { showActions, showRefused, showRunning } from "./actions.js";
import { api } from "./api.js";
import { showFace, showFacts, stateOf } from "./card.js";
import { confirm, needsDialog } from "./confirm.js";
import { byId, fill, h, setText } from "./dom.js";
import { createLog } from "./log.js";
import { showOutcome, showWaiting, wordsOf } from "./outcome.js";
import { showCards, showCardState, showIssuers } from "./picker.js";
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

const WATCH_MS = 1_000; // while a result is still open
const IDLE_MS = 5_000; // otherwise: another page may be at work

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
  const { cards } = issuer();
  showCards(byId("cards"), cards, cards[0].id, chooseCard);
  showRefused(byId("refused"), issuer());
  trouble.showFor(issuer());
  chooseCard(cards[0].id);
  for (const each of cards) readCard(each);
  fetchNews();
}

function chooseCard(id) {
  page.cardId = id;
  showActions(byId("actions"), issuer(), card(), chooseAction);
  drawRunning();
  drawOutcome();
  drawCard();
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

// --- actions ---------------------------------------------------------------------------------

async function chooseAction(capability) {
  if (page.running) return;
  const [target, owner] = [card(), issuer()];
  const answer = needsDialog(capability, target)
    ? await confirm(byId("dialog"), { capability, card: target, issuer: owner })
    : {};
  if (answer) await runAction(capability.action, target, answer.picture);
}

async function runAction(action, target, picture) {
  setRunning({ key: keyOf(target), action });
  const before = await api.executions(target, action);
  const at = Date.now();
  const { outcome, problem, card: fresh } = await api.run(target, action, picture);
  const result = { action, at, tookMs: Date.now() - at, outcome, problem };
  if (problem) result.executed = await executedSince(before, target, action);
  page.results.set(keyOf(target), result);
  announceResult(result, target);
  if (fresh) takeOver(fresh);
  setRunning(null);
  drawStates();
  bringIntoView(byId("outcome-panel"));
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
  const [lines, truth] = await Promise.all([api.log(page.lastLog), api.truth()]);
  if (lines.ok) {
    // Two of these may be under way at once, and then bring some lines twice.
    log.add(lines.entries.filter(({ seq }) => seq > page.lastLog));
    page.lastLog = Math.max(page.lastLog, lines.last);
  }
  if (truth.ok) {
    for (const each of truth.cards) page.truth.set(keyOf(each), each.state);
    trouble.showArmed(truth.armed);
  }
  drawStates();
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

byId("read-card").addEventListener("click", () => readCard(card()));
byId("reset").addEventListener("click", startOver);
start();
