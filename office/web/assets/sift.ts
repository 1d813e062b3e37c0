// Many boxes under the names of their groups: a whole group at once, and those of a name.

function boxes(group: Element): HTMLInputElement[] {
  return [...group.querySelectorAll<HTMLInputElement>(".choices input[type=checkbox]")];
}

function inSight(box: HTMLInputElement): boolean {
  return box.closest<HTMLElement>(".choice")?.hidden !== true;
}

/** The box of the group says how many of those in sight are chosen: none, some or all. */
function tell(group: Element): void {
  const all = group.querySelector<HTMLInputElement>("[data-pick-group]");
  if (all === null) return;
  const shown = boxes(group).filter(inSight);
  const chosen = shown.filter((each) => each.checked).length;
  all.checked = shown.length > 0 && chosen === shown.length;
  all.indeterminate = chosen > 0 && chosen < shown.length;
}

/** Only whoever is called so stays in sight; who is chosen stays too, and stays chosen. */
function sift(asked: HTMLInputElement): void {
  const wanted = asked.value.trim().toLowerCase();
  const field = document.getElementById(asked.dataset["sift"] ?? "");
  if (field === null) return;
  let found = 0;
  for (const group of field.querySelectorAll<HTMLElement>(".choice-group")) {
    const named = (group.getAttribute("aria-label") ?? "").includes(wanted);
    for (const box of boxes(group)) {
      const label = box.closest<HTMLElement>(".choice");
      if (label === null) continue;
      const letters = (label.dataset["sought"] ?? "").split(" ");
      const called = named || (label.textContent ?? "").includes(wanted) || letters.some((each) => each.startsWith(wanted));
      label.hidden = !called && !box.checked;
      if (called) found += 1;
    }
    group.hidden = boxes(group).every((box) => !inSight(box));
    tell(group);
  }
  const said = field.querySelector<HTMLElement>("[data-sifted]");
  if (said !== null) said.textContent = wanted === "" ? "" : found > 0 ? `找到 ${found} 人` : "没有找到";
}

export function pickGroups(): void {
  document.addEventListener("input", (event) => {
    if (event.target instanceof HTMLInputElement && event.target.dataset["sift"] !== undefined) sift(event.target);
  });
  document.addEventListener("keydown", (event) => {
    // Enter looks, and does not send the form.
    if (event.key === "Enter" && event.target instanceof HTMLInputElement && event.target.dataset["sift"] !== undefined) event.preventDefault();
  });
  document.addEventListener("change", (event) => {
    const group = event.target instanceof HTMLInputElement ? event.target.closest(".choice-group") : null;
    if (group === null || !(event.target instanceof HTMLInputElement)) return;
    if (event.target.matches("[data-pick-group]")) {
      for (const each of boxes(group).filter(inSight)) each.checked = event.target.checked;
    }
    tell(group);
  });
  for (const group of document.querySelectorAll(".choice-group")) tell(group);
}
