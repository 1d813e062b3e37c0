// A toast stays eight seconds, and as long as it has the focus or the pointer. One that stands in
// the flow stays for good: the page must not move under the finger.

const STAY = 8000;

export function fadeToasts(): void {
  for (const toast of document.querySelectorAll<HTMLElement>(".toast")) {
    const leave = (): void => {
      const inFlow = toast.parentElement && getComputedStyle(toast.parentElement).position === "static";
      if (inFlow) return;
      if (toast.matches(":hover, :focus-within")) window.setTimeout(leave, STAY);
      else toast.remove();
    };
    window.setTimeout(leave, STAY);
  }
}
