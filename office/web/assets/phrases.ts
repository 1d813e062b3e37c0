// 常用语: puts its words where the cursor stands; it never sends. {next} is the person chosen below.

const NEXT = "{next}";

function nextPerson(form: HTMLFormElement | null): string {
  const chosen = form?.querySelectorAll<HTMLElement>('select[name="to"] option:checked, input[name="to"]:checked');
  return [...(chosen ?? [])].map((each) => each.dataset["name"] ?? "").filter(Boolean).join("、");
}

function filled(chip: HTMLElement, name: string): string {
  return chip.dataset["phrase"]?.split(NEXT).join(name) ?? chip.textContent ?? "";
}

function words(chip: HTMLElement): string {
  const form = chip.closest("form");
  return filled(chip, nextPerson(form) || NEXT);
}

/** The chips name whoever the form hands the paper to now. */
function nameNext(form: HTMLFormElement | null): void {
  for (const chip of form?.querySelectorAll<HTMLElement>("[data-phrase]") ?? []) {
    chip.textContent = filled(chip, nextPerson(form) || "…");
  }
}

export function insertPhrases(): void {
  document.addEventListener("click", (event) => {
    const chip = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-insert]") : null;
    if (chip === null) return;
    const field = document.getElementById(chip.dataset["insert"] ?? "");
    if (!(field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement)) return;
    field.focus();
    field.setRangeText(words(chip), field.selectionStart ?? 0, field.selectionEnd ?? 0, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
  document.addEventListener("change", (event) => {
    const field = event.target;
    if (field instanceof HTMLSelectElement || field instanceof HTMLInputElement) {
      if (field.name === "to") nameNext(field.form);
    }
  });
}
