import { dayInWords } from "../dates";
import { words } from "../language/language";
import type { Snapshot } from "../map/snapshot";
import { corners, groupLabel, GROUPS, type Group } from "../taxonomy";

/** What stands around the map, all in pixels of the screen. */
const MARGIN_PX = 16;
const HEAD_PX = 64;
const LEGEND_TOP_PX = 24;
const LEGEND_LINE_PX = 20;
const MADE_PX = 28;
const FONT = 'system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif';
const INK = "#14212e";
const SOFT = "#55616d";

/** What a picture says beside the map. */
export interface Told {
  /** What is shown, with counts. */
  caption: string;
  /** What narrows it; empty for nothing. */
  filter: string;
  attribution: string;
  /** The day on which it was made, `YYYY-MM-DD`. */
  today: string;
}

/** A picture of the map with its caption, legend, scale, date and attribution, on paper by day and by night. */
export function drawPicture({ canvas: map, ratio, scale }: Snapshot, told: Told): HTMLCanvasElement {
  const picture = document.createElement("canvas");
  const context = picture.getContext("2d");
  if (!context) return picture;
  const width = map.width / ratio;
  const legend = layLegend(context, width);
  const foot_px = LEGEND_TOP_PX + (legend.at(-1)?.y ?? 0) + MADE_PX;
  picture.width = map.width;
  picture.height = map.height + Math.round((HEAD_PX + foot_px) * ratio);
  context.fillStyle = "#ffffff";
  context.fillRect(0, 0, picture.width, picture.height);
  context.drawImage(map, 0, Math.round(HEAD_PX * ratio));
  context.scale(ratio, ratio);
  const height = picture.height / ratio;
  drawHead(context, told, width);
  for (const entry of legend) drawEntry(context, entry, height - foot_px + LEGEND_TOP_PX);
  drawScale(context, scale, height - foot_px - 14);
  const made = `${words.picture.made(dayInWords(told.today))} · ${told.attribution}`;
  write(context, made, MARGIN_PX, height - 10, `11px ${FONT}`, SOFT, width - 2 * MARGIN_PX);
  return picture;
}

function drawHead(context: CanvasRenderingContext2D, { caption, filter }: Told, width: number): void {
  const room = width - 2 * MARGIN_PX;
  write(context, caption, MARGIN_PX, filter ? 28 : 38, `600 18px ${FONT}`, INK, room);
  if (filter) write(context, filter, MARGIN_PX, 50, `13px ${FONT}`, SOFT, room);
}

/** A group of events in the legend; `y` counts from its first line. */
interface Entry {
  group: Group;
  label: string;
  x: number;
  y: number;
}

/** The groups of events beside one another, on a further line where one is full. */
function layLegend(context: CanvasRenderingContext2D, width: number): Entry[] {
  let [x, y] = [MARGIN_PX, 0];
  context.font = `13px ${FONT}`;
  return GROUPS.map((group) => {
    const label = groupLabel(group.id);
    const wide = 26 + context.measureText(label).width + 20;
    if (x + wide > width && x > MARGIN_PX) [x, y] = [MARGIN_PX, y + LEGEND_LINE_PX];
    const entry = { group, label, x, y };
    x += wide;
    return entry;
  });
}

function drawEntry(context: CanvasRenderingContext2D, { group, label, x, y }: Entry, top: number): void {
  drawMark(context, group, x + 8, top + y - 4);
  write(context, label, x + 22, top + y, `13px ${FONT}`, INK, Infinity);
}

function drawMark(context: CanvasRenderingContext2D, { shape, colour }: Group, x: number, y: number): void {
  const radius = 6;
  const points = corners(shape);
  context.beginPath();
  if (points.length === 0) context.arc(x, y, radius, 0, 2 * Math.PI);
  for (const [dx, dy] of points) context.lineTo(x + dx * radius, y + dy * radius);
  context.closePath();
  context.fillStyle = colour;
  context.fill();
  context.strokeStyle = "#333333";
  context.stroke();
}

function drawScale(context: CanvasRenderingContext2D, { words: said, length_px }: Snapshot["scale"], y: number): void {
  if (length_px === 0) return;
  context.fillStyle = "rgba(255, 255, 255, 0.85)";
  context.fillRect(MARGIN_PX - 6, y - 20, length_px + 12, 26);
  context.strokeStyle = INK;
  context.beginPath();
  context.moveTo(MARGIN_PX, y - 5);
  context.lineTo(MARGIN_PX, y);
  context.lineTo(MARGIN_PX + length_px, y);
  context.lineTo(MARGIN_PX + length_px, y - 5);
  context.stroke();
  write(context, said, MARGIN_PX + 4, y - 6, `11px ${FONT}`, INK, length_px);
}

function write(
  context: CanvasRenderingContext2D,
  text: string,
  x: number,
  y: number,
  font: string,
  colour: string,
  room: number,
): void {
  context.font = font;
  const share = room / Math.max(context.measureText(text).width, 1);
  // Letters are made smaller, and not only narrower.
  if (share < 1) context.font = font.replace(/([\d.]+)px/, (_, size: string) => `${Number(size) * share}px`);
  context.fillStyle = colour;
  context.fillText(text, x, y);
}

/** A canvas as a PNG file. */
export function blobOf(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((done, fail) =>
    canvas.toBlob((blob) => (blob ? done(blob) : fail(new Error("the browser makes no PNG of the map"))), "image/png"),
  );
}
