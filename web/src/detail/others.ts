import { dateInShort } from "../dates";
import { button, el } from "../dom";
import { eventGlyph } from "../glyph";
import { words } from "../language/language";
import type { OtherEvent } from "../wire";

/** Events that are, or may be, the open one, each with the reason; nothing where there are none. */
export function othersBlock(heading: string, others: OtherEvent[], open: (id: string) => void): HTMLElement | null {
  const rows = others.flatMap(({ id, reason, event }) => {
    if (!event) return [];
    const row = button("", () => open(id));
    const said = el("span", { class: "words" }, el("span", { class: "title", dir: "auto" }, event.properties.title));
    said.append(el("span", { class: "facts" }, `${dateInShort(event.properties)} · ${words.said(reason)}`));
    row.append(eventGlyph(event.properties), said);
    return [el("li", {}, row)];
  });
  return rows.length > 0 ? el("section", {}, el("h3", {}, heading), el("ol", { class: "rows" }, ...rows)) : null;
}
