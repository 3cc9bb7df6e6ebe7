import { words } from "./language/language";

/** The server's event types in their five groups, with the words, colours and shapes that stand for them. */

export type Shape = "diamond" | "triangle" | "circle" | "square" | "hexagon";

export interface Group {
  id: string;
  /** Okabe-Ito; told apart by colour-blind readers, and by shape by everyone. */
  colour: string;
  shape: Shape;
  types: readonly string[];
}

export const GROUPS: readonly Group[] = [
  {
    id: "conflict",
    colour: "#D55E00",
    shape: "diamond",
    types: ["battle", "explosion_remote_violence", "violence_against_civilians", "border_incident"],
  },
  {
    id: "contention",
    colour: "#E69F00",
    shape: "triangle",
    types: ["protest", "riot", "arrest_or_trial", "election"],
  },
  {
    id: "diplomacy",
    colour: "#0072B2",
    shape: "circle",
    types: ["diplomatic_meeting", "official_visit", "agreement", "strategic_development"],
  },
  {
    id: "military_posture",
    colour: "#CC79A7",
    shape: "square",
    types: ["military_exercise", "arms_transfer", "military_deployment_or_base"],
  },
  {
    id: "hazard_and_civil",
    colour: "#009E73",
    shape: "hexagon",
    types: ["accident", "natural_disaster", "infrastructure", "other"],
  },
];

/** What a type or group that this page does not know yet looks like. */
const UNKNOWN: Group = { id: "", colour: "#777777", shape: "circle", types: [] };

const GROUP_BY_ID = new Map(GROUPS.map((group) => [group.id, group]));

export const ALL_TYPES: readonly string[] = GROUPS.flatMap((group) => group.types);

export function groupOf(id: string): Group {
  return GROUP_BY_ID.get(id) ?? UNKNOWN;
}

export function typesOf(group: string): readonly string[] {
  return groupOf(group).types;
}

/** The id of the group of a type; empty for a type that this page does not know yet. */
export function groupOfType(type: string): string {
  return GROUPS.find((group) => group.types.includes(type))?.id ?? "";
}

/** The words for a group; one that the page does not know is none of the others. */
export function groupLabel(id: string): string {
  const labels: Record<string, string> = words.groups;
  return labels[id] ?? words.groups.unknown;
}

/** The words for a type; an unknown one is shown as the server names it. */
export function typeLabel(id: string): string {
  const labels: Record<string, string> = words.types;
  return labels[id] ?? id.replaceAll("_", " ");
}

/** The corners of a shape of radius 1 around the origin, y downwards; none for the circle. */
export function corners(shape: Shape): [number, number][] {
  const [count, first, scale] = {
    circle: [0, 0, 1],
    diamond: [4, -90, 1.12],
    triangle: [3, -90, 1.2],
    square: [4, -45, 1.2],
    hexagon: [6, -90, 1.06],
  }[shape] as [number, number, number];
  return Array.from({ length: count }, (_, index) => {
    const angle = ((first + (360 / count) * index) * Math.PI) / 180;
    return [scale * Math.cos(angle), scale * Math.sin(angle)];
  });
}
