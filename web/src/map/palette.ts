/** The colours of the map, by day and by night; the groups of events keep theirs in both. */
export interface Palette {
  land: string;
  water: string;
  shore: string;
  river: string;
  border: string;
  region: string;
  ink: string;
  /** What surrounds a name, so that it can be read over lines. */
  halo: string;
  country: string;
  admin1: string;
  waterName: string;
  /** The outline of a mark. */
  outline: string;
  accent: string;
  accentVeil: string;
}

const LIGHT: Palette = {
  land: "#f3f1ea",
  water: "#cfe3ee",
  shore: "#a9c8d8",
  river: "#b4d2e1",
  border: "#8d8a86",
  region: "rgba(141, 138, 134, 0.55)",
  ink: "#4c4a46",
  halo: "rgba(250, 249, 245, 0.9)",
  country: "#6d6a65",
  admin1: "#827e77",
  waterName: "#5c87a0",
  outline: "#333333",
  accent: "#0b5cad",
  accentVeil: "rgba(11, 92, 173, 0.10)",
};

const DARK: Palette = {
  land: "#222c37",
  water: "#131b24",
  shore: "#33475a",
  river: "#2f4457",
  border: "#7d8894",
  region: "rgba(125, 136, 148, 0.5)",
  ink: "#d3d9df",
  halo: "rgba(24, 32, 41, 0.9)",
  country: "#aeb7c0",
  admin1: "#97a2ad",
  waterName: "#7ea6c0",
  outline: "#e8ecf0",
  accent: "#7db9f0",
  accentVeil: "rgba(125, 185, 240, 0.14)",
};

/** The colours of the scheme that the reader's system asks for. */
export function palette(): Palette {
  return scheme().matches ? DARK : LIGHT;
}

/** Tells when the reader's system changes between light and dark. */
export function onSchemeChange(changed: () => void): void {
  scheme().addEventListener("change", changed);
}

function scheme(): MediaQueryList {
  return matchMedia("(prefers-color-scheme: dark)");
}
