import type Map from "ol/Map";

import { palette } from "./palette";

/** What the map shows, as a picture, with the scale that stands on it. */
export interface Snapshot {
  canvas: HTMLCanvasElement;
  /** How many pixels of the canvas are one of the screen. */
  ratio: number;
  /** The scale in words, and its length in pixels of the screen. */
  scale: { words: string; length_px: number };
}

/** Draws all layers of a map onto one canvas, without what other parts of the screen cover, in pixels of the screen. */
export function snapshot(map: Map, covered: { right: number; bottom: number }): Snapshot {
  const [wide = 0, high = 0] = map.getSize() ?? [];
  const [width, height] = [wide - covered.right, high - covered.bottom];
  const ratio = window.devicePixelRatio;
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  const context = canvas.getContext("2d");
  if (context) {
    context.fillStyle = palette().water;
    context.fillRect(0, 0, canvas.width, canvas.height);
    for (const layer of map.getViewport().querySelectorAll<HTMLCanvasElement>(".ol-layer canvas, canvas.ol-layer"))
      drawLayer(context, layer, ratio);
  }
  return { canvas, ratio, scale: scaleOf(map) };
}

/** A layer's canvas is laid on the screen by a matrix of its style. */
function drawLayer(context: CanvasRenderingContext2D, layer: HTMLCanvasElement, ratio: number): void {
  if (layer.width === 0) return;
  const onScreen = new DOMMatrix(layer.style.transform || "none");
  context.setTransform(new DOMMatrix([ratio, 0, 0, ratio, 0, 0]).multiply(onScreen));
  context.drawImage(layer, 0, 0);
  context.resetTransform();
}

function scaleOf(map: Map): Snapshot["scale"] {
  const inner = map.getViewport().querySelector<HTMLElement>(".ol-scale-line-inner");
  return { words: inner?.textContent ?? "", length_px: parseFloat(inner?.style.width ?? "") || 0 };
}
