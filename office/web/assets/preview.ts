// On a wide screen a click on a row shows it beside the list; Enter and 打开 open it.
import htmx from "htmx.org";

const wide = window.matchMedia(
  "(min-width: 1100px), (min-width: 1010px) and (orientation: landscape)",
);

function show(row: HTMLAnchorElement): void {
  if (!wide.matches || row.dataset["preview"] === undefined || row.hasAttribute("aria-current")) return;
  for (const each of document.querySelectorAll("[data-row][aria-current]")) {
    each.removeAttribute("aria-current");
  }
  row.setAttribute("aria-current", "true");
  htmx.trigger(row, "preview");
}

function rowOf(event: Event): HTMLAnchorElement | null {
  return event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("[data-preview]") : null;
}

export function previewRows(): void {
  document.addEventListener("click", (event) => {
    const row = rowOf(event);
    // `detail` is 0 when Enter pressed the link: that opens it.
    if (row === null || event.detail === 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (!wide.matches) return;
    event.preventDefault();
    if (event.detail > 1) window.location.assign(row.href);
    else show(row);
  });
  document.addEventListener("chosen", (event) => {
    const row = rowOf(event);
    if (row !== null) show(row);
  });
}
