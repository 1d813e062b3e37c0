// 常用语: puts its words where the cursor stands; it never sends.

export function insertPhrases(): void {
  document.addEventListener("click", (event) => {
    const chip = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-insert]") : null;
    if (chip === null) return;
    const field = document.getElementById(chip.dataset["insert"] ?? "");
    if (!(field instanceof HTMLTextAreaElement)) return;
    field.focus();
    field.setRangeText(chip.textContent ?? "", field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
}
