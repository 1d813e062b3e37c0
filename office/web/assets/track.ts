// The time track as a slider: drag, ← → one event, Shift one named act, Home and End. The links
// stay what they are without the script; with it the slider takes their place in the tab order.

const AGAIN = "wenshu.track";
const REST = 350; // ms after the last key until the page of that moment is fetched

interface Moment {
  link: SVGAElement;
  place: number; // 0 to 100 along the line
  named: boolean;
  here: boolean;
}

function moments(track: Element): Moment[] {
  return [...track.querySelectorAll<SVGAElement>("a.tick")].map((link) => ({
    link,
    place: parseFloat(link.querySelector("circle")?.getAttribute("cx") ?? "0"),
    named: link.classList.contains("named"),
    here: link.classList.contains("current"),
  }));
}

class Slider {
  private at: number;
  private readonly standing: number;
  private timer = 0;

  constructor(
    private readonly thumb: HTMLElement,
    private readonly line: Element,
    private readonly all: Moment[],
  ) {
    this.standing = Math.max(all.findIndex((each) => each.here), 0);
    this.at = this.standing;
  }

  /** Put the thumb on a moment and say which; nothing is fetched yet. */
  show(to: number): void {
    this.at = Math.min(Math.max(to, 0), this.all.length - 1);
    const said = this.all[this.at]?.link.getAttribute("aria-label") ?? "";
    this.thumb.setAttribute("aria-valuenow", String(this.at + 1));
    this.thumb.setAttribute("aria-valuetext", said);
    const told = document.querySelector<HTMLElement>("[data-track-told]");
    if (told !== null) {
      told.textContent = this.at === this.standing ? "" : said;
      const room = this.line.clientWidth;
      const half = told.offsetWidth / 2;
      const under = ((this.all[this.at]?.place ?? 50) / 100) * room;
      told.style.left = `${Math.min(Math.max(under, half), room - half)}px`;
    }
    this.all.forEach((each, index) => {
      each.link.classList.toggle("chosen", index === this.at && this.at !== this.standing);
    });
  }

  /** Show the paper as of the moment under the thumb. */
  go(): void {
    const link = this.all[this.at]?.link;
    if (this.at === this.standing || link === undefined) return;
    sessionStorage.setItem(AGAIN, "yes");
    window.location.assign(link.href.baseVal);
  }

  goSoon(): void {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.go(), REST);
  }

  nearest(x: number): number {
    const box = this.line.getBoundingClientRect();
    const place = ((x - box.left) / box.width) * 100;
    const far = this.all.map((each) => Math.abs(each.place - place));
    return far.indexOf(Math.min(...far));
  }

  /** The next moment in a direction; with Shift the next that has a name. */
  beside(step: 1 | -1, named: boolean): number {
    let to = this.at + step;
    while (named && this.all[to] !== undefined && !this.all[to]?.named) to += step;
    return to;
  }

  target(event: KeyboardEvent): number | null {
    switch (event.key) {
      case "ArrowLeft":
      case "ArrowDown":
        return this.beside(-1, event.shiftKey);
      case "ArrowRight":
      case "ArrowUp":
        return this.beside(1, event.shiftKey);
      case "PageDown":
        return this.beside(-1, true);
      case "PageUp":
        return this.beside(1, true);
      case "Home":
        return 0;
      case "End":
        return this.all.length - 1;
      default:
        return null;
    }
  }
}

function listen(thumb: HTMLElement, slider: Slider): void {
  thumb.addEventListener("keydown", (event) => {
    if (event.key === "Enter") slider.go();
    const to = event.ctrlKey || event.altKey || event.metaKey ? null : slider.target(event);
    if (to === null) return;
    event.preventDefault();
    slider.show(to);
    slider.goSoon();
  });
  thumb.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    thumb.setPointerCapture(event.pointerId);
    slider.show(slider.nearest(event.clientX));
  });
  thumb.addEventListener("pointermove", (event) => {
    if (thumb.hasPointerCapture(event.pointerId)) slider.show(slider.nearest(event.clientX));
  });
  thumb.addEventListener("pointerup", () => {
    slider.go();
  });
}

export function slideThroughTime(): void {
  const track = document.querySelector(".track");
  const thumb = document.querySelector<HTMLElement>("[data-track]");
  if (track === null || thumb === null) return;
  const all = moments(track);
  if (all.length < 2) return;
  thumb.hidden = false;
  track.setAttribute("aria-hidden", "true");
  for (const each of all) each.link.setAttribute("tabindex", "-1");
  const slider = new Slider(thumb, track, all);
  listen(thumb, slider);
  if (sessionStorage.getItem(AGAIN) !== null) {
    sessionStorage.removeItem(AGAIN);
    thumb.focus({ preventScroll: true });
  }
}
