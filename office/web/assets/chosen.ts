// A form that is refused comes back without the files that were chosen in it; the browser still
// has them. So such a form is sent from here: where the office refuses it, the new form takes the
// files over, else the browser goes on to where the office leads.

const ASKED = "Wenshu-Script";
const TOLD = "Wenshu-Onward";
const REFUSED = 422;

type Pressed = HTMLElement | null;

function places(form: HTMLFormElement): HTMLInputElement[] {
  return [...form.querySelectorAll<HTMLInputElement>("input[type=file]")];
}

/** The same form as the office gives it back, with what is wrong with it. */
function refused(form: HTMLFormElement, page: Document): HTMLFormElement | undefined {
  const names = (of: HTMLFormElement): string => [of.getAttribute("action"), ...places(of).map((each) => each.name)].join();
  return [...page.forms].find((each) => names(each) === names(form) && each.querySelector("[role=alert]") !== null);
}

function takeOver(form: HTMLFormElement, next: HTMLFormElement): void {
  const chosen = places(form).map((each) => each.files);
  places(next).forEach((each, place) => (each.files = chosen[place] ?? null));
  form.replaceWith(next);
  (next.querySelector<HTMLElement>("[autofocus]") ?? next.querySelector<HTMLElement>("[role=alert]"))?.focus();
}

/** As without this script: whatever the answer is, the browser shows it. */
function sendItself(form: HTMLFormElement, pressed: Pressed): void {
  form.removeAttribute("aria-busy");
  delete form.dataset["keepsFiles"];
  form.requestSubmit(pressed);
}

async function send(form: HTMLFormElement, pressed: Pressed): Promise<void> {
  const body = new FormData(form);
  if (pressed instanceof HTMLButtonElement && pressed.name) body.append(pressed.name, pressed.value);
  try {
    const answer = await fetch(form.getAttribute("action") ?? "", { method: "POST", body, headers: { [ASKED]: "1" } });
    const onward = answer.headers.get(TOLD);
    if (onward !== null) {
      window.location.assign(onward);
      return;
    }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const next = answer.status === REFUSED ? refused(form, page) : undefined;
    if (next !== undefined) {
      takeOver(form, document.adoptNode(next));
      return;
    }
  } catch {
    // No answer: the browser says so itself.
  }
  sendItself(form, pressed);
}

export function keepChosenFiles(): void {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.dataset["keepsFiles"] === undefined || event.defaultPrevented) return;
    if (form.getAttribute("aria-busy") === "true" || places(form).every((each) => each.files?.length === 0)) return;
    event.preventDefault();
    form.setAttribute("aria-busy", "true");
    void send(form, event.submitter);
  });
}
