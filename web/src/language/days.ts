/** A day of the civil calendar; months count from 1. */
export interface CivilDay {
  year: number;
  month: number;
  date: number;
}

/** How a language says a day and a span of days. */
export interface DayWords {
  day(day: CivilDay, short: boolean): string;
  /** What both days share is said once. */
  span(first: CivilDay, last: CivilDay, short: boolean): string;
}

/**
 * Days in the order date, month, year: `12 October 2018`, `15 – 21 October 2018`. `joint` stands between
 * the date and the name of its month.
 */
export function dayFirst(monthName: (day: CivilDay, short: boolean) => string, joint: string): DayWords {
  const dayAndMonth = (day: CivilDay, short: boolean) => `${day.date}${joint}${monthName(day, short)}`;
  const whole = (day: CivilDay, short: boolean) => `${dayAndMonth(day, short)} ${day.year}`;
  return {
    day: whole,
    span(first, last, short) {
      const end = whole(last, short);
      if (first.year !== last.year) return `${whole(first, short)} – ${end}`;
      if (first.month !== last.month) return `${dayAndMonth(first, short)} – ${end}`;
      return `${first.date} – ${end}`;
    },
  };
}
