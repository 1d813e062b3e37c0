// Autosave: two seconds after the last key and on leaving, never in the middle of composing a
// character. What is sent is kept beside the paper and offered again; only 存稿 makes a revision.

const PAUSE = 2000;
const LONGEST = 60_000; // of what a browser still sends while it leaves the page
const PIN = "pin"; // goes with the act alone
const ONCE = "images"; // megabytes that do not change: sent with the first save only

class Keeper {
  private timer = 0;
  private changed = false;
  private sent = false;
  private going: AbortController | null = null;

  constructor(
    private readonly form: HTMLFormElement,
    private readonly address: string,
  ) {}

  touch(): void {
    this.changed = true;
    this.say("未保存");
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.save(), PAUSE);
  }

  /** The form itself is sent: nothing more is kept of it. */
  stop(): void {
    this.changed = false;
    window.clearTimeout(this.timer);
    this.going?.abort();
  }

  leave(): void {
    if (!this.changed) return;
    window.clearTimeout(this.timer);
    void this.save(true);
  }

  get isUnsaved(): boolean {
    return this.changed;
  }

  private async save(leaving = false): Promise<void> {
    this.going?.abort();
    const going = (this.going = new AbortController());
    const body = this.fields();
    this.changed = false;
    this.say("正在保存");
    try {
      const answer = await fetch(this.address, {
        method: "POST",
        body,
        headers: { Accept: "text/plain" },
        redirect: "error",
        keepalive: leaving && body.toString().length < LONGEST,
        signal: going.signal,
      });
      const told = answer.headers.get("Content-Type")?.startsWith("text/plain") === true ? await answer.text() : "";
      if (!answer.ok) {
        this.failed(told);
        return;
      }
      this.sent = true;
      if (!this.changed) this.say(told);
    } catch {
      if (!going.signal.aborted) this.failed("");
    }
  }

  private failed(sentence: string): void {
    this.changed = true;
    this.say(sentence || "没有自动保存，请按存稿");
  }

  private fields(): URLSearchParams {
    const pairs = [...new FormData(this.form)].filter((pair): pair is [string, string] => typeof pair[1] === "string");
    const kept = pairs.filter((pair) => pair[0] !== PIN);
    return new URLSearchParams(kept.filter((pair) => pair[0] !== ONCE || !this.sent));
  }

  private say(words: string): void {
    const where = "[data-saved]";
    const said = this.form.querySelector<HTMLElement>(where) ?? document.querySelector<HTMLElement>(where);
    if (said !== null) said.textContent = words;
  }
}

export function keepSaving(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-autosave]")) {
    const keeper = new Keeper(form, form.dataset["autosave"] ?? "");
    form.addEventListener("input", (event) => {
      const named = event.target instanceof Element && event.target.hasAttribute("name"); // else it goes nowhere
      if (named && !(event as InputEvent).isComposing) keeper.touch();
    });
    form.addEventListener("compositionend", () => keeper.touch());
    form.addEventListener("submit", () => keeper.stop());
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") keeper.leave();
    });
    window.addEventListener("pagehide", () => keeper.leave());
    window.addEventListener("beforeunload", (event) => {
      if (keeper.isUnsaved) event.preventDefault();
    });
  }
}
