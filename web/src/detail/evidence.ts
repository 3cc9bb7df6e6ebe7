import { el, button } from "../dom";
import { dayInWords, isDay } from "../dates";
import type { DocumentHead, EventDetail, EventProperties, Evidence } from "../wire";
import { markUp, type Mark } from "./marks";
import { words } from "../language/language";

/** The sentence that tells of the event, with its place and trigger marked, between its neighbours. */
export function evidenceBlock(detail: EventDetail, read: (doc: string) => void): HTMLElement | null {
  const { evidence, event, document } = detail;
  if (!evidence) return sourceBlock(event.properties, document, null);
  const quote = el(
    "blockquote",
    { dir: "auto", lang: document?.lang ?? null },
    evidence.before && el("span", { class: "around" }, evidence.before, " "),
    el("span", { class: "quote" }, ...markUp(evidence.quote, evidence.quote_start, marksOf(evidence))),
    evidence.after && el("span", { class: "around" }, " ", evidence.after),
  );
  const whole = button(words.detail.readWhole, () => read(evidence.doc_id), { class: "link" });
  return el(
    "section",
    { class: "evidence" },
    el("h3", {}, words.detail.inSource),
    quote,
    sourceLine(event.properties, document),
    whole,
  );
}

function marksOf({ place, trigger }: Evidence): Mark[] {
  const marks: Mark[] = [];
  if (place) marks.push({ ...place, look: "place", title: words.detail.thePlace });
  if (trigger) marks.push({ ...trigger, look: "trigger", title: words.detail.theTrigger });
  return marks;
}

function sourceBlock(event: EventProperties, document: DocumentHead | null, after: Node | null): HTMLElement | null {
  const line = sourceLine(event, document);
  return line && el("section", { class: "evidence" }, el("h3", {}, words.detail.source), line, after);
}

/** Who said it and when; the address opens only if it is one of the web. */
export function sourceLine(event: EventProperties, document: DocumentHead | null): HTMLElement | null {
  const name = event.source ?? document?.source ?? document?.title ?? event.dataset ?? null;
  const headline = event.source_headline ?? document?.title ?? null;
  const published = event.source_date ?? document?.published ?? null;
  const address = event.source_url ?? document?.source_url ?? null;
  const parts: (Node | string)[] = [];
  if (headline) parts.push(el("cite", { dir: "auto" }, headline));
  if (name && name !== headline) parts.push(name);
  if (published) parts.push(isDay(published) ? dayInWords(published) : published);
  if (parts.length === 0) return null;
  const line = el("p", { class: "source" }, ...parts.flatMap((part, index) => (index > 0 ? [" · ", part] : [part])));
  if (address && /^https?:\/\//i.test(address)) {
    line.append(
      " · ",
      el("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, words.detail.openSource),
    );
  }
  return line;
}
