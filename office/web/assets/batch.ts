// Choosing several items: how many, all of them, and X on the row that has the focus.

const boxes = (): HTMLInputElement[] => [...document.querySelectorAll<HTMLInputElement>("[data-pick]")];

function tell(): void {
  const all = boxes();
  const chosen = all.filter((each) => each.checked).length;
  const said = document.querySelector<HTMLElement>("[data-picked]");
  if (said !== null) said.textContent = chosen > 0 ? `已选 ${chosen} 件` : "勾选后一并办理";
  const every = document.querySelector<HTMLInputElement>("[data-pick-all]");
  if (every === null) return;
  every.checked = chosen === all.length;
  every.indeterminate = chosen > 0 && chosen < all.length;
}

/** The row with the focus, else the one that is shown, is chosen or no longer chosen. */
export function pickRow(): boolean {
  const row = document.activeElement?.matches("[data-row]") ? document.activeElement : document.querySelector("[data-row][aria-current]");
  const box = row?.closest("li, tr")?.querySelector<HTMLInputElement>("[data-pick]");
  box?.click();
  return box !== null && box !== undefined;
}

export function pickItems(): void {
  document.addEventListener("change", (event) => {
    if (!(event.target instanceof HTMLInputElement)) return;
    if (event.target.matches("[data-pick-all]")) {
      for (const each of boxes()) each.checked = event.target.checked;
    } else if (!event.target.matches("[data-pick]")) return;
    tell();
  });
  // A page that comes back from the browser's memory may have boxes still ticked.
  window.addEventListener("pageshow", () => { if (boxes().length > 0) tell(); });
}
