// What one page tells the next in the same tab: that the place before it is over.

const KEY = "corral-renewed";

export function rememberRenewed(): void {
  try {
    sessionStorage.setItem(KEY, "1");
  } catch {
    // Storage is blocked: the new place goes without a word.
  }
}

/** Whether the page before said so; the next one is not told again. */
export function isRenewed(): boolean {
  try {
    const renewed = sessionStorage.getItem(KEY) !== null;
    sessionStorage.removeItem(KEY);
    return renewed;
  } catch {
    return false;
  }
}
