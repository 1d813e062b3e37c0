// What is folded away opens where it is needed: a browser neither shows nor tells what is wrong in it.

/** Open everything that the element lies folded in. */
export function unfold(element: Element | null): void {
  for (let each = element?.parentElement?.closest("details") ?? null; each !== null; each = each.parentElement?.closest("details") ?? null) {
    each.open = true;
  }
  const folded = element?.closest(".act")?.querySelector<HTMLInputElement>(".act-fold input");
  if (folded) folded.checked = false;
}

/** The field that the address names: the way from a finding into the editor. */
function unfoldAddressed(): void {
  const field = /^#f-[\w-]+$/.test(location.hash) ? document.querySelector<HTMLElement>(location.hash) : null;
  if (field === null) return;
  unfold(field);
  field.scrollIntoView({ block: "center" });
  field.focus();
}

export function unfoldWhatIsNeeded(): void {
  document.addEventListener("invalid", (event) => unfold(event.target as Element), true);
  window.addEventListener("hashchange", unfoldAddressed);
  unfoldAddressed();
}
