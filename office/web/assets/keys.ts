// Keyboard: single keys only when no field has focus, nothing while an input method composes.

import { goToChange } from "./changes";

import { pickRow } from "./batch";
import { unfold } from "./folding";
import { closeMenu } from "./menus";

const SWITCH = "wenshu.keys";
const ROOMS: Record<string, string> = {
  t: "desk",
  d: "documents",
  s: "incomings",
  c: "circulations",
  h: "meetings",
  x: "exchange",
};
let going = false; // G was pressed, the next key names the room

const all = <T extends HTMLElement>(selector: string): T[] => [
  ...document.querySelectorAll<T>(selector),
];

function inField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest("input, textarea, select, dialog[open]") !== null;
}

/** Put the focus on the next or previous row; on a page without rows, open the neighbour. */
function move(step: 1 | -1): void {
  const rows = all<HTMLAnchorElement>("[data-row]");
  if (rows.length === 0) {
    document.querySelector<HTMLElement>(`[data-shortcut="${step === 1 ? "J" : "K"}"]`)?.click();
    return;
  }
  const here = rows.findIndex((row) => row === document.activeElement);
  const chosen = rows.findIndex((row) => row.hasAttribute("aria-current"));
  const from = here >= 0 ? here : chosen >= 0 ? chosen : step === 1 ? -1 : rows.length;
  const row = rows[Math.min(Math.max(from + step, 0), rows.length - 1)];
  row?.focus();
  row?.dispatchEvent(new CustomEvent("chosen", { bubbles: true }));
}

function open(): void {
  const chosen = document.querySelector<HTMLAnchorElement>("[data-row][aria-current]");
  chosen?.ownerDocument.location.assign(chosen.href);
}

/** Ways are followed at once; an act is only brought under the hand, never done by one letter. */
function shortcut(key: string): boolean {
  const target = all<HTMLElement>("[data-shortcut]").find(
    (each) => each.dataset.shortcut?.toLowerCase() === key.toLowerCase(),
  );
  if (target === undefined) return false;
  if (target instanceof HTMLAnchorElement) target.click();
  else {
    unfold(target);
    target.focus();
  }
  return true;
}

function send(selector: string): boolean {
  const button = document.querySelector<HTMLButtonElement>(selector);
  if (button === null || button.disabled) return false;
  button.form?.requestSubmit(button);
  return true;
}

function nextFinding(): boolean {
  const links = all<HTMLAnchorElement>('.finding a[href^="#"]');
  const here = links.findIndex((link) => link.classList.contains("visited"));
  const link = links[(here + 1) % links.length];
  links[here]?.classList.remove("visited");
  link?.classList.add("visited");
  link?.click();
  return link !== undefined;
}

function withControl(event: KeyboardEvent): boolean {
  if (event.key === "Enter") return send(".btn.primary[name=act]");
  if (event.key.toLowerCase() === "s") return send("button[value=save]");
  return false;
}

function single(event: KeyboardEvent): boolean {
  const key = event.key.toLowerCase();
  if (going) {
    going = false;
    const link = document.querySelector<HTMLAnchorElement>(`[data-rail="${ROOMS[key] ?? ""}"]`);
    link?.click();
    return link !== null;
  }
  switch (key) {
    case "j":
      move(1);
      return true;
    case "k":
      move(-1);
      return true;
    case "x":
      return pickRow() || shortcut(event.key);
    case "g":
      going = true;
      return true;
    case "e": {
      const field = all(".act textarea, .act input:not([type=hidden])").find((each) => each.checkVisibility());
      field?.focus();
      if (field instanceof HTMLTextAreaElement) field.setSelectionRange(field.value.length, field.value.length);
      return field !== undefined;
    }
    case "n":
      return goToChange(1);
    case "p":
      return goToChange(-1);
    case "/": {
      // The page's own line first where the page is for searching, else the frame's; on narrow
      // screens the frame has none that shows.
      const fields = [...all<HTMLElement>(".search #seek"), ...all<HTMLElement>("#find, #seek")];
      const field = fields.find((each) => each.offsetParent !== null);
      field?.focus();
      return field !== undefined;
    }
    case "?":
      document.querySelector<HTMLDialogElement>("dialog.keys")?.showModal();
      return true;
    case "enter":
      if (document.activeElement !== document.body) return false;
      open();
      return true;
    default:
      return shortcut(event.key);
  }
}

function pressed(event: KeyboardEvent): void {
  // Enter confirms a candidate while an input method composes; 229 is what old browsers say then.
  if (event.isComposing || event.keyCode === 229 || event.defaultPrevented) return;
  let done = false;
  if (event.ctrlKey && !event.altKey) done = withControl(event);
  else if (event.key === "F8") done = nextFinding();
  else if (event.key === "Escape" && closeMenu()) done = true;
  else if (event.key === "Escape" && inField(event.target)) {
    // Leaves the field; in a dialog the browser closes it.
    (event.target as HTMLElement).blur();
  } else if (event.key === "Escape") done = shortcut("Esc");
  else if (!event.altKey && !event.metaKey && !inField(event.target) && localStorage.getItem(SWITCH) !== "off")
    done = single(event);
  if (done) event.preventDefault();
}

export function listenToKeys(): void {
  document.addEventListener("keydown", pressed);
  document.querySelector("[data-keys]")?.addEventListener("click", () => {
    document.querySelector<HTMLDialogElement>("dialog.keys")?.showModal();
  });
  const off = document.querySelector<HTMLInputElement>("[data-keys-off]");
  if (off !== null) {
    off.checked = localStorage.getItem(SWITCH) === "off";
    off.addEventListener("change", () => {
      localStorage.setItem(SWITCH, off.checked ? "off" : "on");
    });
  }
}
