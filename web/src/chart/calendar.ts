import { addDays } from "../dates";
import { button, el } from "../dom";
import { words } from "../language/language";
import type { Bin } from "../wire";

/** So many years are shown, the latest first. */
const YEARS_MAX = 40;
const MONTHS = Array.from({ length: 12 }, (_, index) => index + 1);

/** The months of a year that have events, by their numbers from 1. */
export interface Year {
  year: number;
  months: Map<number, Bin>;
}

/** The bins of a histogram by month as years, the latest first. */
export function yearsOf(bins: Bin[]): Year[] {
  const years = new Map<number, Map<number, Bin>>();
  for (const bin of bins) {
    if (bin.count === 0) continue;
    const [year = NaN, month = NaN] = bin.start.split("-").map(Number);
    years.set(year, (years.get(year) ?? new Map<number, Bin>()).set(month, bin));
  }
  return [...years].map(([year, months]) => ({ year, months })).sort((a, b) => b.year - a.year);
}

/** Years and months with their counts, each of which leads to its days. */
export function calendar(bins: Bin[], lead: (from: string, to: string) => void): HTMLElement {
  const years = yearsOf(bins);
  if (years.length === 0) return el("p", { class: "quiet" }, words.timeline.noDated);
  const most = Math.max(...bins.map(({ count }) => count), 1);
  const heads = MONTHS.map((month) => el("th", { scope: "col" }, words.dates.monthAlone(month)));
  const rows = years.slice(0, YEARS_MAX).map(({ year, months }) => {
    const cells = MONTHS.map((month) => cell(year, month, months.get(month), most, lead));
    return el("tr", {}, el("th", { scope: "row" }, String(year)), ...cells);
  });
  return el(
    "div",
    { class: "chart-scroll calendar", tabindex: 0, role: "region", "aria-label": words.chart.byMonth },
    el("table", {}, el("thead", {}, el("tr", {}, el("td", {}), ...heads)), el("tbody", {}, ...rows)),
  );
}

function cell(
  year: number,
  month: number,
  bin: Bin | undefined,
  most: number,
  lead: (from: string, to: string) => void,
): HTMLElement {
  if (!bin) return el("td", {});
  const said = `${words.dates.month(year, month, false)}: ${words.counts.events(bin.count)}`;
  const count = button(words.number(bin.count), () => lead(...daysOf(year, month)), {
    class: "link",
    "aria-label": said,
  });
  const one = el("td", {}, count);
  one.style.background = `color-mix(in srgb, var(--fill) ${Math.round(8 + 32 * Math.sqrt(bin.count / most))}%, transparent)`;
  return one;
}

/** The first and the last day of a month. */
export function daysOf(year: number, month: number): [string, string] {
  const first = (ofYear: number, ofMonth: number) =>
    `${String(ofYear).padStart(4, "0")}-${String(ofMonth).padStart(2, "0")}-01`;
  const next = month === 12 ? first(year + 1, 1) : first(year, month + 1);
  return [first(year, month), addDays(next, -1)];
}
