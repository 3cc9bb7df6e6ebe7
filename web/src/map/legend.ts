import { el, fill } from "../dom";
import { groupGlyph, precisionGlyph } from "../glyph";
import { GROUPS, groupOf } from "../taxonomy";
import { PRECISIONS } from "../words";

/** What the marks mean, folded away until asked for. */
export function drawLegend(root: HTMLElement): void {
  const groups = GROUPS.map((group) => el("li", {}, groupGlyph(group.id), groupOf(group.id).label));
  const precisions = PRECISIONS.map(({ code, title }) =>
    el("li", {}, precisionGlyph(Number(code) as 1 | 2 | 3), title),
  );
  const box = el(
    "details",
    {},
    el("summary", {}, "Legend"),
    el("ul", {}, ...groups),
    el("ul", {}, ...precisions, el("li", { class: "dashes" }, "Dashed outline: nobody has reviewed it")),
  );
  fill(root, box);
}
