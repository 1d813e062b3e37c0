// A paper leads back to the list that it was opened from, with its search and its page.
// `sessionStorage` belongs to one tab, so two tabs do not mix up their lists.

const LAST = "wenshu.list";

export function rememberList(): void {
  if (document.body.dataset["list"] !== undefined) {
    sessionStorage.setItem(LAST, window.location.pathname + window.location.search);
    return;
  }
  const list = sessionStorage.getItem(LAST);
  if (list === null) return;
  for (const link of document.querySelectorAll<HTMLAnchorElement>("a[data-to-list]")) link.href = list;
}
