import { el } from "../dom";

/** A stretch of a text that is to be marked, in Unicode code points, the end excluded. */
export interface Mark {
  start: number;
  end: number;
  /** The class of the mark: `place`, `trigger` ... */
  look: string;
  title?: string;
}

/** A stretch of text with all marks that cover it. */
export interface Segment {
  text: string;
  marks: Mark[];
}

/**
 * Cuts a text at the ends of its marks, which may overlap or nest. Marks count from the first code
 * point of the document; the text begins at `offset`. What lies outside the text is left out.
 */
export function segments(text: string, offset: number, marks: Mark[]): Segment[] {
  const points = Array.from(text);
  const within = (position: number) => Math.min(Math.max(position - offset, 0), points.length);
  const cut = marks
    .map((mark) => ({ mark, start: within(mark.start), end: within(mark.end) }))
    .filter(({ start, end }) => start < end);
  const ends = [...new Set([0, points.length, ...cut.flatMap(({ start, end }) => [start, end])])].sort((a, b) => a - b);
  return ends.slice(0, -1).map((start, index) => {
    const end = ends[index + 1] ?? start;
    const covering = cut.filter((one) => one.start <= start && one.end >= end).map((one) => one.mark);
    return { text: points.slice(start, end).join(""), marks: covering };
  });
}

/** The text as nodes, marked stretches as `<mark>`; the text itself only ever as text. */
export function markUp(text: string, offset: number, marks: Mark[]): Node[] {
  return segments(text, offset, marks).map((segment) => {
    if (segment.marks.length === 0) return document.createTextNode(segment.text);
    const looks = [...new Set(segment.marks.map((mark) => mark.look))].join(" ");
    const title = segment.marks.map((mark) => mark.title).find(Boolean) ?? null;
    return el("mark", { class: looks, title }, segment.text);
  });
}
