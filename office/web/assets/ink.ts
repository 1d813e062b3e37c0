// 手写: strokes with pressure as vectors. The server reads them as strictly as anything that is sent,
// and draws them; what stands here is only what the hand sees while it writes.

const UNIT = 100; // of a millimetre
const WIDTH = 180 * UNIT;
const HEIGHT = 110 * UNIT;
const LINES = 22 * UNIT;
const FULL = 1000;
const THINNEST = 25;
const WIDEST = 135;
const NEAR = 2 * UNIT; // what the eraser reaches
const MOST_POINTS = 11_500;
const MOST_STROKES = 590;

type Point = [x: number, y: number, pressure: number, time: number];
interface Stroke {
  colour: string;
  tool: string;
  points: Point[];
}

function isStrokes(value: unknown): value is { strokes: Stroke[] } {
  return typeof value === "object" && value !== null && Array.isArray((value as { strokes?: unknown }).strokes);
}

function read(text: string): Stroke[] {
  try {
    const value: unknown = JSON.parse(text);
    return isStrokes(value) ? value.strokes : [];
  } catch {
    return [];
  }
}

function colourOf(name: string, canvas: HTMLCanvasElement): string {
  const variable = { red: "--ink-red", blue: "--ink-blue" }[name] ?? "--ink-black";
  return getComputedStyle(canvas).getPropertyValue(variable).trim() || "#000";
}

function paint(context: CanvasRenderingContext2D, stroke: Stroke): void {
  const wide = (point: Point) => THINNEST + ((WIDEST - THINNEST) * point[2]) / FULL;
  const first = stroke.points[0];
  if (first === undefined) return;
  context.strokeStyle = context.fillStyle = colourOf(stroke.colour, context.canvas);
  context.lineCap = context.lineJoin = "round";
  context.beginPath();
  context.arc(first[0], first[1], wide(first) / 2, 0, 2 * Math.PI);
  context.fill();
  let before = first;
  for (const point of stroke.points.slice(1)) {
    context.beginPath();
    context.lineWidth = (wide(before) + wide(point)) / 2;
    context.moveTo(before[0], before[1]);
    context.lineTo(point[0], point[1]);
    context.stroke();
    before = point;
  }
}

/** From a point to where something moved between two others. */
function distance(point: Point, from: Point, to: Point): number {
  const dx = to[0] - from[0];
  const dy = to[1] - from[1];
  const along = (point[0] - from[0]) * dx + (point[1] - from[1]) * dy;
  const part = Math.min(1, Math.max(0, along / (dx * dx + dy * dy || 1)));
  return Math.hypot(point[0] - from[0] - part * dx, point[1] - from[1] - part * dy);
}

/** The canvas as many pixels as the screen has there, and its whole width `across` units. */
function begin(canvas: HTMLCanvasElement, across: number): CanvasRenderingContext2D | null {
  const sharp = window.devicePixelRatio || 1;
  canvas.width = Math.max(1, Math.round(canvas.clientWidth * sharp));
  canvas.height = Math.max(1, Math.round((canvas.width * HEIGHT) / WIDTH)); // its shape stays
  const context = canvas.getContext("2d");
  context?.scale(canvas.width / across, canvas.width / across);
  return context;
}

class Pen {
  private strokes: Stroke[] = [];
  private atOpening: Stroke[] = [];
  private before: Stroke[][] = [];
  private going: Stroke | null = null;
  private pointer = -1;
  private penSeen = false;
  private erasing = false;
  private began = 0;
  private rubbed: Point | null = null;
  private readonly field: HTMLInputElement;
  private readonly dialog: HTMLDialogElement;
  private readonly paper: HTMLCanvasElement;
  private readonly shown: HTMLCanvasElement;

  constructor(private readonly root: HTMLElement) {
    this.field = this.part("input[type=hidden]");
    this.dialog = this.part("dialog");
    this.paper = this.part("[data-ink-paper]");
    this.shown = this.part("[data-ink-shown]");
    this.strokes = read(this.field.value);
    const stroke = this.strokes[this.strokes.length - 1];
    const last = stroke?.points[stroke.points.length - 1];
    this.began = performance.now() - (last?.[3] ?? 0);
    this.listen();
    this.preview();
  }

  private part<Kind extends HTMLElement>(selector: string): Kind {
    const found = this.root.querySelector<Kind>(selector);
    if (found === null) throw new Error(`no ${selector}`);
    return found;
  }

  private listen(): void {
    this.part("[data-ink-open]").addEventListener("click", () => this.open());
    this.part("[data-ink-done]").addEventListener("click", () => this.dialog.close());
    this.part("[data-ink-cancel]").addEventListener("click", () => this.giveUp());
    this.part("[data-ink-undo]").addEventListener("click", () => this.undo());
    this.part("[data-ink-clear]").addEventListener("click", () => this.change([]));
    this.part("[data-ink-erase]").addEventListener("click", () => this.erase(!this.erasing));
    this.root.querySelector(".ink-colours")?.addEventListener("change", () => this.erase(false));
    this.dialog.addEventListener("close", () => this.preview());
    this.dialog.addEventListener("keydown", (event) => {
      event.stopPropagation(); // no key of the page acts while the box is open
      const pin = event.target instanceof HTMLInputElement && event.target.type === "password";
      if (event.key === "Enter" && event.target instanceof HTMLInputElement) {
        event.preventDefault(); // the form is sent by its own button
        this.dialog.close();
      }
      if (!pin && event.key === "z" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        this.undo();
      }
    });
    this.paper.addEventListener("pointerdown", (event) => this.down(event));
    this.paper.addEventListener("pointermove", (event) => this.move(event));
    this.paper.addEventListener("pointerup", (event) => this.up(event));
    this.paper.addEventListener("pointercancel", (event) => this.cancel(event));
    this.paper.addEventListener("contextmenu", (event) => event.preventDefault());
    window.addEventListener("resize", () => this.draw());
  }

  private open(): void {
    this.atOpening = this.strokes;
    this.dialog.showModal();
    this.draw();
  }

  /** As it was before the box was opened: a tablet has no Esc, and what is there stays. */
  private giveUp(): void {
    if (this.strokes !== this.atOpening) this.change(this.atOpening);
    this.dialog.close();
  }

  private down(event: PointerEvent): void {
    if (event.pointerType === "pen") this.penSeen = true;
    const palm = event.pointerType === "touch" && this.penSeen;
    if (palm || (event.pointerType === "mouse" && event.button !== 0)) return;
    if (this.pointer !== -1) {
      if (event.pointerType !== "pen" || this.going?.tool === "pen") return; // a second finger
      this.going = null; // the palm came down before the pen
    }
    event.preventDefault();
    this.paper.setPointerCapture(event.pointerId);
    this.pointer = event.pointerId;
    if (this.erasing || (event.buttons & 32) !== 0) {
      this.before.push(this.strokes);
      this.rubbed = null;
      this.rub(event);
      return;
    }
    const chosen = this.root.querySelector<HTMLInputElement>(".ink-colours input:checked");
    if (this.strokes.length === 0) this.began = performance.now();
    this.going = { colour: chosen?.value ?? "black", tool: event.pointerType || "mouse", points: [this.point(event)] };
    this.draw();
  }

  private move(event: PointerEvent): void {
    if (event.pointerId !== this.pointer) return;
    if (this.going === null) {
      this.rub(event);
      return;
    }
    const together = event.getCoalescedEvents();
    for (const each of together.length > 0 ? together : [event]) this.add(this.point(each));
    this.draw();
  }

  private add(point: Point): void {
    const points = this.going?.points ?? [];
    const last = points[points.length - 1];
    if (last !== undefined && Math.hypot(point[0] - last[0], point[1] - last[1]) < 15) {
      last[2] = Math.max(last[2], point[2]);
      return;
    }
    points.push(point);
  }

  private up(event: PointerEvent): void {
    if (event.pointerId !== this.pointer) return;
    this.pointer = -1;
    if (this.going === null) {
      this.keep();
      return;
    }
    const stroke = this.going;
    this.going = null;
    const points = this.strokes.reduce((sum, each) => sum + each.points.length, stroke.points.length);
    if (points > MOST_POINTS || this.strokes.length >= MOST_STROKES) {
      this.say("写得太多，这一笔没有留下。请撤销一些，或者改用键盘输入。");
      this.draw();
      return;
    }
    this.change([...this.strokes, stroke]);
  }

  private cancel(event: PointerEvent): void {
    if (event.pointerId !== this.pointer) return;
    this.pointer = -1;
    this.going = null;
    this.draw();
  }

  private point(event: PointerEvent): Point {
    const box = this.paper.getBoundingClientRect();
    const within = (value: number, most: number) => Math.min(most, Math.max(0, Math.round(value)));
    const scale = WIDTH / this.paper.clientWidth;
    const pressure = event.pointerType === "pen" && event.pressure > 0 ? event.pressure : 0.4;
    return [
      within((event.clientX - box.left - this.paper.clientLeft) * scale, WIDTH),
      within((event.clientY - box.top - this.paper.clientTop) * scale, HEIGHT),
      within(pressure * FULL, FULL),
      within(performance.now() - this.began, 86_400_000),
    ];
  }

  /** Whole strokes: a stroke cut in two would be two that nobody wrote. */
  private rub(event: PointerEvent): void {
    const at = this.point(event);
    const from = this.rubbed ?? at;
    this.rubbed = at;
    const away = (stroke: Stroke) => stroke.points.every((each) => distance(each, from, at) > NEAR);
    this.strokes = this.strokes.filter(away);
    this.draw();
  }

  private change(strokes: Stroke[]): void {
    this.before.push(this.strokes);
    this.strokes = strokes;
    this.keep();
  }

  private undo(): void {
    const before = this.before.pop();
    if (before === undefined) return;
    this.strokes = before;
    this.keep();
  }

  private erase(on: boolean): void {
    this.erasing = on;
    this.part("[data-ink-erase]").setAttribute("aria-pressed", String(on));
  }

  private keep(): void {
    const whole = { scheme: 1, width: WIDTH, height: HEIGHT, strokes: this.strokes };
    this.field.value = this.strokes.length > 0 ? JSON.stringify(whole) : "";
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
    this.draw();
  }

  private draw(): void {
    if (!this.dialog.open) return;
    const context = begin(this.paper, WIDTH);
    if (context === null) return;
    context.strokeStyle = colourOf("line", this.paper);
    context.globalAlpha = 0.15;
    context.lineWidth = 20;
    for (let y = LINES; y < HEIGHT; y += LINES) {
      context.beginPath();
      context.moveTo(0, y);
      context.lineTo(WIDTH, y);
      context.stroke();
    }
    context.globalAlpha = 1;
    for (const stroke of this.strokes) paint(context, stroke);
    if (this.going !== null) paint(context, this.going);
  }

  private preview(): void {
    this.shown.hidden = this.strokes.length === 0;
    if (this.shown.hidden) return;
    const context = begin(this.shown, WIDTH);
    for (const stroke of this.strokes) if (context !== null) paint(context, stroke);
  }

  private say(words: string): void {
    this.part("[data-ink-said]").textContent = words;
  }
}

export function writeByHand(): void {
  for (const root of document.querySelectorAll<HTMLElement>("[data-ink]")) {
    if (typeof HTMLDialogElement === "function") new Pen(root);
    else root.remove(); // a browser from before: its people type
  }
}
