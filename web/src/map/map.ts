import Feature from "ol/Feature";
import Map from "ol/Map";
import View from "ol/View";
import Zoom from "ol/control/Zoom";
import ScaleLine from "ol/control/ScaleLine";
import Point from "ol/geom/Point";
import { defaults as interactions } from "ol/interaction/defaults";
import VectorLayer from "ol/layer/Vector";
import { fromLonLat, toLonLat, transformExtent } from "ol/proj";
import VectorSource from "ol/source/Vector";

import type { View as SceneView } from "../address";
import type { EventFeature, Extent, TileFeature } from "../wire";
import { uncertaintyArea } from "./area";
import { Basemap } from "./basemap";
import { bundle, type Bundle } from "./bundles";
import { BUNDLE_RADIUS_MAX_PX, bundleRadius, bundleStyle, eventStyle } from "./symbols";

/** How far beside a mark a pointer or a finger still hits it, in pixels. */
const HIT_TOLERANCE_PX = 6;
/** Fitting to one place does not go closer than this. */
const FIT_ZOOM_MAX = 10;
/** What is fitted keeps this distance from the edges of what can be seen, in pixels. */
const FIT_MARGIN_PX = 40;
/** What the buttons along the map's top take, in pixels. */
const TOOLS_PX = 40;
const ZOOM_MAX = 18;
/** Central Asia, shown until there is something to fit to. */
const HOME: Extent = [50, 34, 82, 52];

/** What the map tells the page. */
export interface MapEvents {
  /** `byUser` tells a move of the reader from one that the page makes. */
  moved(view: SceneView, byUser: boolean): void;
  picked(bundle: Bundle): void;
  pickedNothing(): void;
  hovered(bundle: Bundle | null, pixel: [number, number]): void;
  /** How much of the map lies under other parts of the screen, in pixels. */
  covered(): { right: number; bottom: number };
}

/** The map: base map, event marks, and the selected event with its area of uncertainty. */
export class EventMap {
  readonly #marks = new VectorSource();
  readonly basemap = new Basemap((x, y, resolution) => this.#covered(x, y, resolution));
  readonly #map: Map;
  readonly #selection = new VectorSource();
  #features: TileFeature[] = [];
  #hovered: Feature | null = null;
  #listed: Extent | null = null;
  #byUser = false;
  #selected: EventFeature | null = null;

  constructor(target: HTMLElement, readonly events: MapEvents) {
    this.#map = new Map({
      target,
      layers: [...this.basemap.layers, this.#selectionLayer(), this.#marksLayer()],
      controls: [new Zoom({ zoomInTipLabel: "Zoom in (+)", zoomOutTipLabel: "Zoom out (-)" }), new ScaleLine({ minWidth: 80 })],
      interactions: interactions({ onFocusOnly: false, altShiftDragRotate: false, pinchRotate: false }),
      view: new View({
        center: fromLonLat([66, 43]),
        zoom: 5,
        maxZoom: ZOOM_MAX,
        minZoom: 1.5,
        enableRotation: false,
        extent: transformExtent([-180, -84, 180, 84], "EPSG:4326", "EPSG:3857"),
        smoothExtentConstraint: false,
      }),
    });
    this.fit(HOME);
    this.#listen();
  }

  /** Where the map looks now. */
  get view(): SceneView {
    const [lon = 0, lat = 0] = toLonLat(this.#map.getView().getCenter() ?? [0, 0]);
    return { lon, lat, zoom: this.#map.getView().getZoom() ?? 0 };
  }

  /** The extent that is seen, in degrees. */
  get extent(): Extent {
    const seen = this.#map.getView().calculateExtent(this.#map.getSize());
    return transformExtent(seen, "EPSG:3857", "EPSG:4326") as Extent;
  }

  /** Looks somewhere without an animation. */
  look({ lon, lat, zoom }: SceneView): void {
    this.#map.getView().setCenter(fromLonLat([lon, lat]));
    this.#map.getView().setZoom(zoom);
  }

  /** Brings an extent in degrees into view; animated where the reader has asked for it by a click. */
  fit(extent: Extent, animate = false, maxZoom = FIT_ZOOM_MAX): void {
    this.#byUser = animate;
    const [west, south, east, north] = extent;
    const whole: Extent = west > east ? [-180, south, 180, north] : extent;
    this.#map.getView().fit(transformExtent(whole, "EPSG:4326", "EPSG:3857"), {
      padding: this.#padding(),
      maxZoom,
      duration: animate && !prefersStillness() ? 350 : 0,
    });
  }

  /** Shows the features of the tiles in view. */
  show(features: TileFeature[]): void {
    this.#features = features;
    this.#draw();
  }

  /** Marks the selected event and its area, and moves to it when it is out of view. */
  select(event: EventFeature | null): void {
    this.#selected = event;
    this.#selection.clear();
    if (!event?.geometry) return;
    const area = uncertaintyArea(event, this.basemap);
    const point = new Feature(new Point(fromLonLat(event.geometry.coordinates)));
    point.setStyle(eventStyle(event.properties, true));
    this.#selection.addFeatures(area ? [area, point] : [point]);
    this.#reveal(event.geometry.coordinates);
  }

  /** Raises the marks of an area, because its events are listed. */
  highlight(area: Extent | null): void {
    this.#listed = area;
    this.#marks.changed();
  }

  /** Draws the selection again, once the base map has the regions that it needs. */
  reselect(): void {
    this.select(this.#selected);
  }

  /** The map's size has changed. */
  resize(): void {
    this.#map.updateSize();
  }

  #selectionLayer(): VectorLayer {
    return new VectorLayer({ source: this.#selection, className: "ol-layer events", zIndex: 3 });
  }

  #marksLayer(): VectorLayer {
    return new VectorLayer({
      source: this.#marks,
      className: "ol-layer events",
      zIndex: 2,
      renderBuffer: 60,
      style: (feature) => {
        const one = feature.get("bundle") as Bundle;
        return bundleStyle(one, feature === this.#hovered || isWithin(one.extent, this.#listed));
      },
    });
  }

  #listen(): void {
    this.#map.on("moveend", () => {
      this.#draw();
      this.events.moved(this.view, this.#byUser);
    });
    for (const type of ["pointerdown", "wheel", "keydown"]) {
      this.#map.getTargetElement().addEventListener(type, () => (this.#byUser = true), { passive: true });
    }
    this.#map.on("click", (event) => {
      const hit = this.#hit(event.pixel);
      if (hit) this.events.picked(hit.get("bundle") as Bundle);
      else this.events.pickedNothing();
    });
    this.#map.on("pointermove", (event) => {
      if (!event.dragging) this.#hover(this.#hit(event.pixel), event.pixel as [number, number]);
    });
    this.#map.getViewport().addEventListener("pointerleave", () => this.#hover(null, [0, 0]));
  }

  /** The mark at a pixel, the nearest where several are within reach. */
  #hit(pixel: number[]): Feature | null {
    const resolution = this.#map.getView().getResolution() ?? 1;
    const [x = 0, y = 0] = this.#map.getCoordinateFromPixel(pixel) ?? [];
    const reach = (BUNDLE_RADIUS_MAX_PX + HIT_TOLERANCE_PX) * resolution;
    const near = this.#marks.getFeaturesInExtent([x - reach, y - reach, x + reach, y + reach]);
    const hits = near.map((feature) => ({ feature, beyond: beyondEdge(feature.get("bundle") as Bundle, x, y, resolution) }));
    const [nearest] = hits.filter(({ beyond }) => beyond <= HIT_TOLERANCE_PX).sort((a, b) => a.beyond - b.beyond);
    return nearest?.feature ?? null;
  }

  #hover(feature: Feature | null, pixel: [number, number]): void {
    if (feature !== this.#hovered) {
      const before = this.#hovered;
      this.#hovered = feature;
      before?.changed();
      feature?.changed();
      this.#map.getTargetElement().classList.toggle("over-mark", feature !== null);
    }
    this.events.hovered(feature ? (feature.get("bundle") as Bundle) : null, pixel);
  }

  #draw(): void {
    const resolution = this.#map.getView().getResolution() ?? 1;
    const bundles = bundle(this.#features, resolution, bundleRadius, BUNDLE_RADIUS_MAX_PX);
    this.#hover(null, [0, 0]);
    this.#marks.clear(true);
    this.#marks.addFeatures(bundles.map((one) => new Feature({ geometry: new Point([one.x, one.y]), bundle: one })));
    this.basemap.placeLabels();
  }

  /** How far to the right of a point the marks on it reach, in pixels. */
  #covered(x: number, y: number, resolution: number): number {
    const reach = BUNDLE_RADIUS_MAX_PX * resolution;
    const near = this.#marks.getFeaturesInExtent([x - reach, y - reach, x + reach, y + reach]);
    const edges = near.map((feature) => {
      const one = feature.get("bundle") as Bundle;
      const [right, up, radius] = [(one.x - x) / resolution, (one.y - y) / resolution, bundleRadius(one)];
      const touches = Math.abs(up) < radius + 4 && Math.abs(right) < radius + 4;
      return touches ? right + radius : 0;
    });
    return Math.max(...edges, 0);
  }

  #reveal(position: [number, number]): void {
    const view = this.#map.getView();
    const at = this.#map.getPixelFromCoordinate(fromLonLat(position));
    const [width = 0, height = 0] = this.#map.getSize() ?? [];
    const [top, right, bottom, left] = this.#padding();
    const x = at?.[0] ?? -1;
    const y = at?.[1] ?? -1;
    if (x > left && x < width - right && y > top && y < height - bottom) return;
    const resolution = view.getResolution() ?? 1;
    const [cx = 0, cy = 0] = fromLonLat(position);
    const center = [cx + ((right - left) / 2) * resolution, cy + ((top - bottom) / 2) * resolution];
    if (prefersStillness()) view.setCenter(center);
    else view.animate({ center, duration: 300 });
  }

  /** What lies over the map at each side, with a margin: top, right, bottom, left. */
  #padding(): [number, number, number, number] {
    const { right, bottom } = this.events.covered();
    return [FIT_MARGIN_PX + TOOLS_PX, right + FIT_MARGIN_PX, bottom + FIT_MARGIN_PX, FIT_MARGIN_PX];
  }
}

/** Whether the members of a bundle all lie in an area. */
function isWithin([west, south, east, north]: Extent, area: Extent | null): boolean {
  return area !== null && west >= area[0] && south >= area[1] && east <= area[2] && north <= area[3];
}

/** How far a position lies outside the edge of a bundle's mark, in pixels; negative inside. */
function beyondEdge(one: Bundle, x: number, y: number, resolution: number): number {
  return Math.hypot(one.x - x, one.y - y) / resolution - bundleRadius(one);
}

/** Whether the reader has asked for less motion. */
function prefersStillness(): boolean {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}
