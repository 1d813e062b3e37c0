// Autosave: two seconds after the last key, never in the middle of composing a character.

const PAUSE = 2000;

/** POSTs the form to its `data-autosave` address; the answer's text says when it was saved. */
async function save(form: HTMLFormElement, address: string): Promise<void> {
  const said = document.querySelector<HTMLElement>("[data-saved]");
  try {
    const answer = await fetch(address, {
      method: "POST",
      body: new URLSearchParams([...new FormData(form)].filter((pair): pair is [string, string] => typeof pair[1] === "string")),
      headers: { Accept: "text/plain" },
      redirect: "error",
    });
    if (!answer.ok) throw new Error(String(answer.status));
    if (said !== null) said.textContent = await answer.text();
  } catch {
    if (said !== null) said.textContent = "没有自动保存，请按存稿";
  }
}

export function keepSaving(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-autosave]")) {
    const address = form.dataset["autosave"] ?? "";
    let timer = 0;
    let changed = false;
    form.addEventListener("input", (event) => {
      changed = true;
      window.clearTimeout(timer);
      if ((event as InputEvent).isComposing) return;
      timer = window.setTimeout(() => {
        changed = false;
        void save(form, address);
      }, PAUSE);
    });
    form.addEventListener("compositionend", () => form.dispatchEvent(new Event("input")));
    form.addEventListener("submit", () => {
      changed = false;
      window.clearTimeout(timer);
    });
    window.addEventListener("beforeunload", (event) => {
      if (changed) event.preventDefault();
    });
  }
}
