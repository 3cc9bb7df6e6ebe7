import { addDays } from "../dates";
import type { Bin, Histogram } from "../wire";

/** Days from first to last, both included. */
export type Stretch = Pick<Bin, "start" | "end">;

/** First and last day of the chosen time; empty is open. */
export interface Chosen {
  from: string;
  to: string;
}

/** The bins at which the chosen time begins and ends. */
export function binsOf(bins: Stretch[], { from, to }: Chosen): [number, number] {
  const end = bins.length - 1;
  const first = from ? bins.findIndex((bin) => bin.end >= from) : 0;
  const last = to ? bins.findLastIndex((bin) => bin.start <= to) : end;
  return [first < 0 ? end : first, Math.max(last, 0)];
}

/** The time from one bin to another. The whole of them is no filter at all: the ends stay open. */
export function timeOf(bins: Stretch[], first: number, last: number): Chosen {
  return {
    from: first > 0 ? (bins[first]?.start ?? "") : "",
    to: last < bins.length - 1 ? (bins[last]?.end ?? "") : "",
  };
}

/** The bins of a histogram with the empty ones between them, which it leaves out. */
export function everyBin({ bins, by }: Pick<Histogram, "bins" | "by">): Stretch[] {
  const last = bins.at(-1);
  const all: Stretch[] = [];
  let bin: Stretch | undefined = bins[0];
  while (bin && last && bin.start < last.start) {
    all.push(bin);
    const start = addDays(bin.end, 1);
    bin = { start, end: endOf(start, by) };
  }
  return last ? [...all, last] : [];
}

/** The last day of the bin that begins on a day. */
function endOf(start: string, by: Histogram["by"]): string {
  if (by === "day") return start;
  if (by === "week") return addDays(start, 6);
  const [year, month] = start.split("-").map(Number) as [number, number];
  const next = by === "year" || month === 12 ? [year + 1, 1] : [year, month + 1];
  const [y, m] = next.map((part, at) => String(part).padStart(at === 0 ? 4 : 2, "0"));
  return addDays(`${y}-${m}-01`, -1);
}
