import { addDays, daysBetween } from "../dates";
import { words } from "../language/language";

/** Days to pixels along the timeline. */
export class TimeScale {
  readonly days: number;

  /** From the first to the last day, both included, over so many pixels. */
  constructor(
    readonly first: string,
    readonly last: string,
    readonly width: number,
  ) {
    this.days = daysBetween(first, last) + 1;
  }

  /** Where a day begins. */
  x(day: string): number {
    return (daysBetween(this.first, day) / this.days) * this.width;
  }

  /** The day at a position, kept within the scale. */
  day(x: number): string {
    const index = Math.floor((x / this.width) * this.days);
    return addDays(this.first, Math.min(Math.max(index, 0), this.days - 1));
  }
}

/** A mark of the time axis. */
export interface Tick {
  day: string;
  label: string;
}

const STEPS_IN_DAYS = [1, 2, 7, 14];
const STEPS_IN_MONTHS = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200];
const DAYS_IN_MONTH = 30.4;

/** Ticks at round days, months or years, at most so many. */
export function ticks(scale: TimeScale, countMax: number): Tick[] {
  const step = STEPS_IN_DAYS.find((days) => scale.days / days <= countMax);
  if (step) return dayTicks(scale, step);
  const months = STEPS_IN_MONTHS.find((step) => scale.days / (step * DAYS_IN_MONTH) <= countMax);
  return monthTicks(scale, months ?? 2400);
}

function dayTicks({ first, days }: TimeScale, step: number): Tick[] {
  const found: Tick[] = [];
  for (let index = 0; index < days; index += step) {
    const day = addDays(first, index);
    const [year, month, date] = day.split("-").map(Number) as [number, number, number];
    const label = words.dates.dayAlone({ year, month, date });
    found.push({ day, label: index === 0 ? `${label} ${year}` : label });
  }
  return found;
}

function monthTicks({ first, last }: TimeScale, step: number): Tick[] {
  const [year, month, date] = first.split("-").map(Number) as [number, number, number];
  const found: Tick[] = [];
  const start = year * 12 + month - 1 + (date > 1 ? 1 : 0);
  for (let index = Math.ceil(start / step) * step; ; index += step) {
    const [y, m] = [Math.floor(index / 12), index % 12];
    const day = `${String(y).padStart(4, "0")}-${String(m + 1).padStart(2, "0")}-01`;
    if (day > last) return found;
    found.push({
      day,
      label:
        m === 0 || step >= 12 ? String(y) : `${words.dates.monthAlone(m + 1)} ${found.length === 0 ? y : ""}`.trim(),
    });
  }
}
