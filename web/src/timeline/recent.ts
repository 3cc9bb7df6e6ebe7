import { api } from "../api";
import { daysBetween } from "../dates";
import { interval, toParams, type Filter } from "../filter";
import type { Bin, Histogram } from "../wire";

/** Reports recall what was long ago; so much of the past may be left out of the timeline, as a share of the events. */
const EARLY_SHARE_MAX = 0.06;
/** It is left out only if the timeline then is at most so much of its length. */
const LENGTH_SHARE_MAX = 0.6;

/** What the timeline draws: the histogram of most events, and how many lie before it. */
export interface Recent extends Histogram {
  earlier: number;
}

/**
 * The histogram of what the filter shows at any time, so that it also shows what lies outside the chosen
 * span; without the few events of long ago, unless the whole is asked for or the chosen span reaches there.
 */
export async function recentHistogram(filter: Filter, whole: boolean, signal: AbortSignal): Promise<Recent> {
  const all = await ask(filter, "", signal);
  const since = whole ? null : mostlySince(all.bins);
  const reaches = [filter.from, filter.to].some((day) => day !== "" && since !== null && day < since);
  if (since === null || reaches) return { ...all, earlier: 0 };
  const recent = await ask(filter, since, signal);
  const bins = recent.bins.filter((bin) => bin.start >= since);
  return { by: recent.by, bins, undated: all.undated, earlier: total(all.bins) - total(bins) };
}

/** The day from which on nearly all events lie, if that makes the timeline much shorter; else null. */
export function mostlySince(bins: Bin[]): string | null {
  let allowed = EARLY_SHARE_MAX * total(bins);
  const first = bins.find((bin) => (allowed -= bin.count) < 0);
  const [whole, last] = [bins[0], bins.at(-1)];
  if (!first || !whole || !last) return null;
  const share = (daysBetween(first.start, last.end) + 1) / (daysBetween(whole.start, last.end) + 1);
  return share <= LENGTH_SHARE_MAX ? first.start : null;
}

function ask(filter: Filter, from: string, signal: AbortSignal): Promise<Histogram> {
  const params = toParams({ ...filter, from: "", to: "" });
  if (from) params.set("datetime", interval(from, ""));
  params.set("by", "auto");
  return api.histogram(params, signal);
}

function total(bins: Bin[]): number {
  return bins.reduce((sum, bin) => sum + bin.count, 0);
}
