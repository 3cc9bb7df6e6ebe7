import { dateInWords, dayInWords, isDay } from "../dates";
import { button, el } from "../dom";
import { words } from "../language/language";
import type { EventDetail } from "../wire";
import { placeChain } from "../words";

/** An event as a citation: its words, who said them and when, what and where it is, and where to look it up. */
export function citation({ event, document, evidence }: EventDetail, address: string): string {
  const told = event.properties;
  const quote = evidence?.quote ?? told.quote ?? told.title;
  const published = told.source_date ?? document?.published ?? "";
  const source = [
    told.source_headline ?? document?.title,
    told.source ?? document?.source ?? told.dataset,
    isDay(published) ? dayInWords(published) : published,
    told.source_url ?? document?.source_url,
  ];
  const where = told.location ? placeChain(told).join(" › ") : words.detail.noPlace;
  return [
    words.chips.quoted(quote.trim()),
    `— ${source.filter(Boolean).join(", ")}.`,
    `${dateInWords(told)}; ${where}.`,
    `Zij ${told.id}: ${address}`,
  ].join("\n");
}

/** The address of one event alone, without what else the page shows. */
export function eventAddress(id: string): string {
  const address = new URL(location.href);
  address.search = new URLSearchParams({ id }).toString();
  address.hash = "";
  return address.href;
}

/** The buttons that copy an event as a citation and pass its link on; `told` says what has happened. */
export function shareBlock(detail: EventDetail, told: (news: string) => void): HTMLElement {
  const address = eventAddress(detail.event.properties.id);
  const { cite, share, cited, linked } = words.detail;
  const pass = () => {
    if (matchMedia("(pointer: coarse)").matches && "share" in navigator) {
      void navigator.share({ title: detail.event.properties.title, url: address }).catch(() => undefined);
    } else void copy(address, linked, told);
  };
  return el(
    "div",
    { class: "share-event" },
    button(cite, () => void copy(citation(detail, address), cited, told), { class: "small" }),
    button(share, pass, { class: "small" }),
  );
}

/** Copies a text; where the browser does not let the page, the text itself is told. */
async function copy(text: string, done: string, told: (news: string) => void): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    told(done);
  } catch {
    told(text);
  }
}
