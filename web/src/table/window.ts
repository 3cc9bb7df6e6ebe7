/** Browsers cannot scroll an element that is higher than this, in pixels. */
const HEIGHT_MAX_PX = 8_000_000;
/** So many rows above and below those that are seen are drawn as well. */
const BESIDE = 12;

/** The rows that are drawn, and the empty room above and below them. */
export interface Drawn {
  first: number;
  /** One past the last. */
  end: number;
  above_px: number;
  below_px: number;
}

/**
 * What a scrolled list draws of `total` rows. Where all rows together would be too high for a browser, the
 * scroll bar stands for them in proportion.
 */
export function drawn(scrolled_px: number, height_px: number, row_px: number, total: number): Drawn {
  const whole = Math.min(total * row_px, HEIGHT_MAX_PX);
  const room = Math.max(whole - height_px, 1);
  const share = Math.min(Math.max(scrolled_px / room, 0), 1);
  const seen = Math.ceil(height_px / row_px);
  const top = isWhole(total, row_px) ? scrolled_px / row_px : share * Math.max(total - seen, 0);
  const first = Math.min(Math.max(Math.floor(top) - BESIDE, 0), Math.max(total - 1, 0));
  const end = Math.min(Math.floor(top) + seen + BESIDE, total);
  const above = isWhole(total, row_px)
    ? first * row_px
    : Math.max(Math.min(scrolled_px - (Math.floor(top) - first) * row_px, whole - (end - first) * row_px), 0);
  return { first, end, above_px: above, below_px: Math.max(whole - above - (end - first) * row_px, 0) };
}

/** How far to scroll for a row to stand at the top, in pixels. */
export function scrollTo(row: number, height_px: number, row_px: number, total: number): number {
  if (isWhole(total, row_px)) return row * row_px;
  const seen = Math.ceil(height_px / row_px);
  return (row / Math.max(total - seen, 1)) * (HEIGHT_MAX_PX - height_px);
}

function isWhole(total: number, row_px: number): boolean {
  return total * row_px <= HEIGHT_MAX_PX;
}
