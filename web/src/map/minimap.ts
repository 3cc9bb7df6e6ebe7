import Feature from "ol/Feature";
import Map from "ol/Map";
import View from "ol/View";
import Point from "ol/geom/Point";
import VectorLayer from "ol/layer/Vector";
import { fromLonLat } from "ol/proj";
import VectorSource from "ol/source/Vector";
import { Circle, Fill, Stroke, Style } from "ol/style";

import type { Basemap } from "./basemap";
import { palette } from "./palette";
import { eventStyle, type Drawn } from "./symbols";

/** Fitting to one place does not go closer than this. */
const FIT_ZOOM_MAX = 8;
const FIT_MARGIN_PX = 28;
/** Central Asia, shown until there is something to fit to, in degrees. */
const HOME_CENTRE = [66, 41];
const HOME_ZOOM = 3.4;

/** An event with its position in degrees, or a place alone. */
export interface Spot {
  position: [number, number];
  event: Drawn | null;
}

/** A small map of a few events over the data of the base map, to be looked at only. */
export class MiniMap {
  readonly #source = new VectorSource();
  readonly #view = new View({ center: fromLonLat(HOME_CENTRE), zoom: HOME_ZOOM });
  readonly #map: Map;

  constructor(target: HTMLElement, basemap: Basemap) {
    this.#map = new Map({
      target,
      layers: [...basemap.again(), new VectorLayer({ source: this.#source })],
      controls: [],
      interactions: [],
      view: this.#view,
    });
  }

  show(spots: Spot[]): void {
    this.#source.clear();
    this.#source.addFeatures(spots.map(feature));
    this.#map.updateSize();
    if (spots.length === 0) return;
    const padding = Array.from({ length: 4 }, () => FIT_MARGIN_PX);
    this.#view.fit(this.#source.getExtent()!, { padding, maxZoom: FIT_ZOOM_MAX });
  }
}

function placeStyle(): Style {
  const { accent, halo } = palette();
  const [fill, stroke] = [new Fill({ color: accent }), new Stroke({ color: halo, width: 1.5 })];
  return new Style({ image: new Circle({ radius: 4.5, fill, stroke }) });
}

function feature({ position, event }: Spot): Feature {
  const point = new Feature(new Point(fromLonLat(position)));
  point.setStyle(event ? eventStyle(event, false) : placeStyle());
  return point;
}
