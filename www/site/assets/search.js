// The search: its index is fetched when someone first asks, and asked on this machine.
import MiniSearch from "minisearch";

import { ASKING, SEARCH } from "./search-options.js";

const MOST = 12;

export function useSearch(base) {
  const box = document.getElementById("search");
  const input = document.getElementById("search-words");
  const list = document.getElementById("search-list");
  const told = document.getElementById("search-told");
  let index;
  let chosen = -1;

  box.hidden = false;
  input.addEventListener("focus", () => (index ??= fetched(`${base}search.json`)));
  input.addEventListener("input", show);
  input.addEventListener("keydown", move);
  list.addEventListener("click", (event) => open(event.target.closest("[data-href]")));
  document.addEventListener("keydown", begin);
  document.addEventListener("pointerdown", (event) => box.contains(event.target) || close());
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  input.addEventListener("blur", close);

  async function show() {
    const words = input.value.trim();
    if (!words) return close();
    index ??= fetched(`${base}search.json`);
    const found = foundIn(await index, words);
    if (input.value.trim() !== words) return; // the reader has typed on
    list.replaceChildren(...found.map((entry, at) => itemOf(entry, at, base)));
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    told.textContent = found.length === 0 ? "Nothing was found." : `${found.length} places were found.`;
    if (found.length === 0) list.append(nothing());
    choose(found.length === 0 ? -1 : 0);
  }

  function close() {
    list.hidden = true;
    list.replaceChildren();
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    told.textContent = "";
    chosen = -1;
  }

  function choose(at) {
    const items = list.querySelectorAll("[role=option]:not([aria-disabled])");
    chosen = items.length === 0 ? -1 : (at + items.length) % items.length;
    items.forEach((item, number) => item.setAttribute("aria-selected", String(number === chosen)));
    const item = items[chosen];
    if (!item) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", item.id);
    item.scrollIntoView({ block: "nearest" });
  }

  function move(event) {
    if (event.key === "Escape") {
      if (list.hidden) input.blur();
      close();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (list.hidden) return void show();
      choose(chosen + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Enter") {
      open(list.querySelector("[aria-selected=true]"));
    } else return;
    event.preventDefault();
  }

  /** `/` and Ctrl+K begin a search from anywhere. */
  function begin(event) {
    const typing = event.target.matches("input, textarea, select");
    const asked = (event.key === "/" && !typing) || (event.key === "k" && (event.ctrlKey || event.metaKey));
    if (!asked) return;
    event.preventDefault();
    input.focus();
    input.select();
  }
}

/** The input keeps the focus, and the arrow keys choose: so what is found is no link of its own. */
function open(item) {
  if (item?.dataset.href) location.assign(item.dataset.href);
}

async function fetched(address) {
  const response = await fetch(address);
  return MiniSearch.loadJSON(await response.text(), SEARCH);
}

const foundIn = (index, words) => index.search(words, ASKING).slice(0, MOST);

function itemOf({ id, page, heading, group, excerpt }, at, base) {
  const item = document.createElement("li");
  item.id = `found-${at}`;
  item.setAttribute("role", "option");
  item.dataset.href = base + id;
  item.append(part("strong", heading), part("span", heading === page ? group : `${group} · ${page}`), part("small", excerpt));
  return item;
}

function nothing() {
  const item = part("li", "Nothing was found.");
  item.setAttribute("role", "option");
  item.setAttribute("aria-disabled", "true");
  return item;
}

function part(tag, text) {
  const element = document.createElement(tag);
  element.textContent = text;
  return element;
}
