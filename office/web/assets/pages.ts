// Which page is in sight, and how pages are shown: kept for this browser, chosen in the top bar.

const KEPT = "wenshu.page-view";

function pagesInSight(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>(".hold .page")];
}

/** The last page that has begun above the middle of what holds them. */
function count(): void {
  const here = document.querySelector<HTMLElement>("[data-page-here]");
  if (here === null) return;
  const middle = window.innerHeight / 2;
  const begun = pagesInSight().filter((page) => page.getBoundingClientRect().top < middle);
  const number = begun.at(-1)?.id.replace("page-", "") ?? "1";
  if (here.textContent === number && document.querySelector(".thumbs [aria-current]") !== null) return;
  here.textContent = number;
  for (const link of document.querySelectorAll(".thumbs a")) {
    if (link.getAttribute("href") === `#page-${number}`) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}

function countWhileScrolling(): void {
  let asked = false;
  const soon = (): void => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      count();
    });
  };
  // Panes scroll on wide screens, the page as a whole on narrow ones.
  document.addEventListener("scroll", soon, { capture: true, passive: true });
  window.addEventListener("resize", soon);
  count();
}

/** What is shown while nobody chose: 版心 on phones and in 大字, else the whole page. */
function usualView(): string {
  const large = document.documentElement.dataset["type"] === "large";
  return large || window.matchMedia("(max-width: 599px)").matches ? "trimmed" : "whole";
}

function show(view: string | null): void {
  if (view !== null) document.documentElement.dataset["pageView"] = view;
}

function keepView(): void {
  const choices = [...document.querySelectorAll<HTMLInputElement>("input[name=page-view]")];
  const wanted = localStorage.getItem(KEPT);
  show(wanted);
  for (const each of choices) {
    each.checked = each.value === (wanted ?? usualView());
    each.addEventListener("change", () => {
      localStorage.setItem(KEPT, each.value);
      show(each.value);
      count();
    });
  }
}

const MARGIN = 0.1; // of a page's height: the white above what is printed first (37 mm by rule)

/** On a tablet the act takes room: a page that has not been scrolled begins where it is printed.
 *  Only in a pane of its own, for the time track above would go along; and a draft's white is folded. */
function passMargin(): void {
  const view = document.documentElement.dataset["pageView"] ?? usualView();
  const touched = window.matchMedia("(pointer: coarse)").matches;
  if (!touched || view !== "whole" || location.hash !== "") return;
  const first = document.querySelector<HTMLElement>(".with-act .hold > .page:not(.folded)");
  const pane = first?.parentElement;
  if (!first || !pane || pane.scrollHeight <= pane.clientHeight) return;
  pane.scrollTo({ top: first.getBoundingClientRect().height * MARGIN, behavior: "instant" });
}

export function showPages(): void {
  keepView();
  passMargin();
  countWhileScrolling();
}
