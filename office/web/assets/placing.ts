// The place of a seal: where the page is pointed at, its middle goes. The fields beside the page say
// the same in millimetres and are what is sent; arrow keys in them move the seal by one.

function fieldOf(sheet: SVGSVGElement, name: string): HTMLInputElement | null {
  return sheet.closest("form")?.querySelector<HTMLInputElement>(`input[name="${name}"]`) ?? null;
}

function move(sheet: SVGSVGElement): void {
  const seal = sheet.querySelector<SVGImageElement>("[data-seal]");
  const across = fieldOf(sheet, "across");
  const down = fieldOf(sheet, "down");
  if (seal === null || across === null || down === null) return;
  if (Number.isNaN(across.valueAsNumber) || Number.isNaN(down.valueAsNumber)) return;
  seal.setAttribute("x", String(across.valueAsNumber - seal.width.baseVal.value / 2));
  seal.setAttribute("y", String(down.valueAsNumber - seal.height.baseVal.value / 2));
  const page = fieldOf(sheet, "page")?.value ?? "";
  sheet.setAttribute("aria-label", `第 ${page} 页；印章（预览，尚未用印）中心距左边 ${across.value} 毫米，距上边 ${down.value} 毫米`);
}

function fill(sheet: SVGSVGElement, name: string, where: number): void {
  const field = fieldOf(sheet, name);
  if (field !== null) field.value = String(Math.max(0, Math.round(where)));
}

function point(sheet: SVGSVGElement, event: MouseEvent): void {
  const inverse = sheet.getScreenCTM()?.inverse();
  if (inverse === undefined) return;
  const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(inverse);
  fill(sheet, "across", at.x);
  fill(sheet, "down", at.y);
  move(sheet);
}

export function placeSeals(): void {
  document.addEventListener("click", (event) => {
    const sheet = event.target instanceof Element ? event.target.closest<SVGSVGElement>("[data-placing]") : null;
    if (sheet !== null) point(sheet, event);
  });
  document.addEventListener("input", (event) => {
    const field = event.target;
    if (!(field instanceof HTMLInputElement) || !["across", "down"].includes(field.name)) return;
    const sheet = field.form?.querySelector<SVGSVGElement>("[data-placing]");
    if (sheet) move(sheet);
  });
}
