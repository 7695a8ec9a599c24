// Lets a page know, from the one before it in the same tab, that the earlier place has ended.

const KEY = "corral-renewed";

export function rememberRenewed(): void {
  try {
    sessionStorage.setItem(KEY, "1");
  } catch {
    // Storage is blocked: the next page does not mention the new place.
  }
}

/** Whether the page before left the note. Reading removes it, so that only one page shows it. */
export function isRenewed(): boolean {
  try {
    const renewed = sessionStorage.getItem(KEY) !== null;
    sessionStorage.removeItem(KEY);
    return renewed;
  } catch {
    return false;
  }
}
