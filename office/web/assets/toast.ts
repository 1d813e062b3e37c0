// A toast stays eight seconds, and as long as it has the focus or the pointer.

const STAY = 8000;

export function fadeToasts(): void {
  for (const toast of document.querySelectorAll<HTMLElement>(".toast")) {
    const leave = (): void => {
      if (toast.matches(":hover, :focus-within")) window.setTimeout(leave, STAY);
      else toast.remove();
    };
    window.setTimeout(leave, STAY);
  }
}
