// 花脸稿: N and P go from change to change; the focus is where the reader is.

function changes(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>("[data-change]")];
}

/** Put the focus on the next or previous change, round at the ends; false on a page without. */
export function goToChange(step: 1 | -1): boolean {
  const all = changes();
  const here = all.findIndex((each) => each === document.activeElement);
  const from = here >= 0 ? here : all.findIndex((each) => `#${each.id}` === location.hash);
  const next = all[(from < 0 ? (step === 1 ? 0 : all.length - 1) : from + step + all.length) % all.length];
  next?.focus({ preventScroll: true });
  next?.scrollIntoView({ block: "center" });
  return next !== undefined;
}

export function stepThroughChanges(): void {
  for (const button of document.querySelectorAll<HTMLElement>("[data-change-step]")) {
    button.addEventListener("click", () => goToChange(button.dataset["changeStep"] === "1" ? 1 : -1));
  }
  // A number beside the text leads to the change itself, with the focus.
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[href^="#change-"]') : null;
    if (link === null) return;
    const target = document.querySelector<HTMLElement>(link.hash);
    if (target === null) return;
    event.preventDefault();
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: "center" });
  });
}
