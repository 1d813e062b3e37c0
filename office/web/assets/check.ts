// 核查 while writing: after a pause the form is looked at, and what the rules say is put in place
// of the old. Nothing that is typed is touched; without the script the button 检查 does the same.

import { unfold } from "./folding";

const PAUSE = 900;
const PARTS = ["checked", "tally", "heading"];

async function check(form: HTMLFormElement, address: string, signal: AbortSignal): Promise<void> {
  const answer = await fetch(address, {
    method: "POST",
    body: new URLSearchParams([...new FormData(form)].filter((pair): pair is [string, string] => typeof pair[1] === "string")),
    headers: { Accept: "text/html" },
    redirect: "error",
    signal,
  });
  if (!answer.ok) return;
  const news = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const id of PARTS) {
    const old = document.getElementById(id);
    const part = news.getElementById(id);
    // Who writes a reason into a finding keeps it under the pen.
    if (old === null || part === null || old.querySelector("details[open] input") !== null) continue;
    const open = old.querySelector("details.guide[open]") !== null;
    part.querySelector("details.guide")?.toggleAttribute("open", open);
    if (old.innerHTML !== part.innerHTML) old.replaceChildren(...part.childNodes);
  }
}

/** 改这一处: the words that a finding is about are selected in their field. */
function showWords(event: Event): void {
  const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>(".finding a[href^='#']") : null;
  if (link === null) return;
  const field = document.querySelector(link.hash);
  if (!(field instanceof HTMLElement)) return;
  event.preventDefault();
  unfold(field);
  field.focus();
  const words = link.dataset["words"] ?? "";
  if (words === "" || !(field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement)) return;
  const start = field.value.indexOf(words);
  if (start >= 0) field.setSelectionRange(start, start + words.length);
}

export function checkWhileWriting(): void {
  document.addEventListener("click", showWords);
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-check]")) {
    const address = form.dataset["check"] ?? "";
    let timer = 0;
    let running = new AbortController();
    form.addEventListener("input", (event) => {
      window.clearTimeout(timer);
      if ((event as InputEvent).isComposing) return;
      timer = window.setTimeout(() => {
        running.abort();
        running = new AbortController();
        // A check that fails says nothing: the button and the submit check again.
        check(form, address, running.signal).catch(() => undefined);
      }, PAUSE);
    });
    form.addEventListener("compositionend", () => form.dispatchEvent(new Event("input")));
    form.addEventListener("submit", () => {
      window.clearTimeout(timer);
      running.abort();
    });
  }
}
