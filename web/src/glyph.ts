import { svg } from "./dom";
import { symbolOf, type Symbol } from "./map/symbols";
import { corners, groupOf } from "./taxonomy";
import type { EventProperties } from "./wire";

/** The outline of the map's marks, as the style sheet has it for light and dark. */
const OUTLINE = "var(--outline)";

/** The map's symbols as small pictures for lists and legends. */

/** The symbol of an event, as it stands on the map. */
export function eventGlyph(event: EventProperties): SVGSVGElement {
  return symbolGlyph(symbolOf(event));
}

/** The symbol of a group, solid. */
export function groupGlyph(group: string): SVGSVGElement {
  const { colour, shape } = groupOf(group);
  return symbolGlyph({ colour, shape, precision: 1, dashed: false });
}

/** A sign of precision in no group's colour. */
export function precisionGlyph(precision: 1 | 2 | 3): SVGSVGElement {
  return symbolGlyph({ colour: "#5b7083", shape: "circle", precision, dashed: false });
}

/** A symbol of the map as a picture. */
export function symbolGlyph(symbol: Symbol): SVGSVGElement {
  const radius = symbol.precision === 2 ? 4.5 : 6;
  const dash = symbol.dashed ? "2.2 1.8" : null;
  const parts: SVGElement[] = [];
  if (symbol.precision === 2) {
    parts.push(svg("circle", { r: 8.2, fill: "none", stroke: OUTLINE, "stroke-dasharray": dash }));
  }
  const fill = symbol.precision === 3 ? "#ffffff" : symbol.colour;
  parts.push(outline(symbol, radius, { fill, stroke: OUTLINE, "stroke-dasharray": dash }));
  if (symbol.precision === 3) {
    parts.push(outline(symbol, radius - 2, { fill: "none", stroke: symbol.colour, "stroke-width": 2.2 }));
  }
  return svg(
    "svg",
    { class: "glyph", viewBox: "-10 -10 20 20", width: 18, height: 18, "aria-hidden": "true" },
    ...parts,
  );
}

function outline({ shape }: Symbol, radius: number, paint: Record<string, string | number | null>): SVGElement {
  const points = corners(shape);
  if (points.length === 0) return svg("circle", { r: radius, ...paint });
  const text = points.map(([x, y]) => `${(x * radius).toFixed(2)},${(y * radius).toFixed(2)}`).join(" ");
  return svg("polygon", { points: text, "stroke-linejoin": "round", ...paint });
}
