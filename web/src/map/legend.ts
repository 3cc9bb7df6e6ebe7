import { el, fill } from "../dom";
import { groupGlyph, precisionGlyph } from "../glyph";
import { groupLabel, GROUPS } from "../taxonomy";
import { precisions } from "../words";
import { words } from "../language/language";

/** What the marks mean, folded away until asked for. */
export function drawLegend(root: HTMLElement): void {
  const groups = GROUPS.map((group) => el("li", {}, groupGlyph(group.id), groupLabel(group.id)));
  const exactness = precisions().map(({ code, title }) =>
    el("li", {}, precisionGlyph(Number(code) as 1 | 2 | 3), title),
  );
  const box = el(
    "details",
    {},
    el("summary", {}, words.map.legend),
    el("ul", {}, ...groups),
    el("ul", {}, ...exactness, el("li", { class: "dashes" }, words.map.dashed)),
  );
  fill(root, box);
}
