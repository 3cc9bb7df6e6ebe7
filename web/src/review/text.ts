import { sourceLine } from "../detail/evidence";
import { markUp, type Mark } from "../detail/marks";
import { el } from "../dom";
import type { DocumentDetail, EventDetail } from "../wire";
import { words } from "../language/language";

/** What the event was read from: its document with the sentence marked, or the words of its list. */
export function textBlock(detail: EventDetail, document: DocumentDetail | null): HTMLElement {
  return document ? documentBlock(detail, document) : rowBlock(detail);
}

/** Brings the sentence of the event to the middle of the text. */
export function showSentence(block: HTMLElement): void {
  block.querySelector(".is-open")?.scrollIntoView({ block: "center" });
}

function documentBlock(detail: EventDetail, document: DocumentDetail): HTMLElement {
  const text = region(document.lang);
  text.append(...markUp(document.text, 0, marksOf(detail, document)));
  return el(
    "div",
    { class: "read" },
    el("h2", { dir: "auto" }, document.title || words.reader.untitled),
    sourceLine(detail.event.properties, detail.document),
    text,
  );
}

function rowBlock({ event, document }: EventDetail): HTMLElement {
  const { title, notes } = event.properties;
  const text = region(null);
  text.append(...[title, notes].filter((said) => said).map((said) => el("p", { dir: "auto" }, said ?? null)));
  return el("div", { class: "read" }, sourceLine(event.properties, document), text);
}

function region(lang: string | null): HTMLElement {
  return el("div", { class: "text", lang, dir: "auto", tabindex: 0, role: "region", "aria-label": words.reader.text });
}

/** The sentence, its place and its trigger; the other places of the document fainter. */
function marksOf({ evidence }: EventDetail, { mentions }: DocumentDetail): Mark[] {
  const others = mentions
    .filter(({ start, role }) => role === "literal" && start !== evidence?.place?.start)
    .map(({ start, end }): Mark => ({ start, end, look: "elsewhere" }));
  if (!evidence) return others;
  const { quote_start: start, quote_end: end, place, trigger } = evidence;
  const marks: Mark[] = [...others, { start, end, look: "quoted is-open" }];
  if (place) marks.push({ ...place, look: "place", title: words.detail.thePlace });
  if (trigger) marks.push({ ...trigger, look: "trigger", title: words.detail.theTrigger });
  return marks;
}
