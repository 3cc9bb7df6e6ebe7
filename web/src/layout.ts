/** The share of an area that the sheet may take from what is fitted: at full height nothing would be left. */
const COVERED_SHARE_MAX = 0.7;

/** How far parts of the screen reach over an area from its right and from its bottom, in pixels. */
export function coveredBy(area: HTMLElement, parts: HTMLElement[]): { right: number; bottom: number } {
  const under = area.getBoundingClientRect();
  const covered = { right: 0, bottom: 0 };
  for (const part of parts) {
    const over = part.getBoundingClientRect();
    if (over.width === 0 || over.right <= under.left) continue;
    if (over.width >= under.width) covered.bottom = Math.max(covered.bottom, under.bottom - over.top);
    else covered.right = Math.max(covered.right, under.right - over.left);
  }
  return { right: covered.right, bottom: Math.min(covered.bottom, COVERED_SHARE_MAX * under.height) };
}
