// The last day of something: says beside the field when it is no working day. Nothing is refused.

const DAY = 86_400_000;
const WEEKDAYS = "日一二三四五六";

/** Days are counted in UTC, so that no browser's own time moves one. */
function works(day: Date, adjusted: Map<string, boolean>): boolean {
  const weekday = day.getUTCDay();
  return adjusted.get(day.toISOString().slice(0, 10)) ?? (weekday !== 0 && weekday !== 6);
}

function written(day: Date): string {
  return `${day.getUTCMonth() + 1}月${day.getUTCDate()}日（星期${WEEKDAYS[day.getUTCDay()] ?? ""}）`;
}

function adjustedDays(field: HTMLInputElement): Map<string, boolean> {
  const said = (field.dataset["adjusted"] ?? "").split(" ").filter(Boolean);
  return new Map(said.map((each) => [each.slice(0, 10), each.endsWith("+")]));
}

function words(field: HTMLInputElement): string {
  const day = field.valueAsDate;
  if (day === null) return "";
  const adjusted = adjustedDays(field);
  if (works(day, adjusted)) return "";
  let before = day;
  while (!works(before, adjusted)) before = new Date(before.getTime() - DAY);
  return `${written(day)}不是工作日，时限不顺延；前一个工作日是${written(before)}。`;
}

function note(field: HTMLInputElement): void {
  const place = field.closest(".input")?.querySelector(".rest-day");
  const said = words(field);
  if (place instanceof HTMLElement && place.textContent !== said) place.textContent = said;
}

/** On fields that are there already, and on those that previews bring. */
export function watchLimits(): void {
  const noteAll = (within: ParentNode): void => {
    for (const field of within.querySelectorAll<HTMLInputElement>("[data-adjusted]")) note(field);
  };
  noteAll(document);
  document.addEventListener("htmx:load", (event) => noteAll(event.target as Element));
  document.addEventListener("input", (event) => {
    const field = event.target;
    if (field instanceof HTMLInputElement && field.dataset["adjusted"] !== undefined) note(field);
  });
}
