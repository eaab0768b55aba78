// What the pages do beside being read: copying samples, the list of pages on a small screen, the search.
import { useCopying } from "./copying.js";
import { useSearch } from "./search.js";

showWhereWeAre();
useCopying();
useSearch(document.body.dataset.root);

/** The list of pages may be longer than the screen. */
function showWhereWeAre() {
  const here = document.querySelector(".side [aria-current]");
  const list = document.querySelector(".side");
  if (here && list.scrollHeight > list.clientHeight) list.scrollTop = here.offsetTop - list.clientHeight / 2;
}
