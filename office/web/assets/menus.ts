// A menu that is open closes at a click elsewhere and at Esc, which returns to its button.

const OPEN = "details.more[open], details.me[open], details.rail-more[open]";

export function closeMenu(): boolean {
  const menu = document.querySelector<HTMLDetailsElement>(OPEN);
  if (menu === null) return false;
  menu.open = false;
  menu.querySelector("summary")?.focus();
  return true;
}

export function closeMenusElsewhere(): void {
  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll<HTMLDetailsElement>(OPEN)) {
      const sheet = menu.matches(".rail-more") ? menu.parentElement : menu;
      if (event.target instanceof Node && !sheet?.contains(event.target)) menu.open = false;
    }
  });
}
