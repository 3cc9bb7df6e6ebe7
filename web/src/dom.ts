/** Builds the page's elements. Text always goes in as text, so that no report can bring markup with it. */

type Child = Node | string | null | false;
type Attributes = Record<string, string | number | boolean | null>;

/** An HTML element with its attributes and children; `null` and `false` attributes are left out. */
export function el<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  setAttributes(element, attributes);
  element.append(...children.filter(isThere));
  return element;
}

/** An SVG element with its attributes and children. */
export function svg<Tag extends keyof SVGElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: Child[]
): SVGElementTagNameMap[Tag] {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  setAttributes(element, attributes);
  element.append(...children.filter(isThere));
  return element;
}

/** A button with its words and what it does. */
export function button(
  label: string | Node,
  action: (event: MouseEvent) => void,
  attributes: Attributes = {},
): HTMLButtonElement {
  const element = el("button", { type: "button", ...attributes }, label);
  element.addEventListener("click", action);
  return element;
}

/** Replaces all that an element holds. */
export function fill(element: Element, ...children: Child[]): void {
  element.replaceChildren(...children.filter(isThere));
}

/** The element of the page's own HTML with this id. */
export function byId<Type extends HTMLElement = HTMLElement>(id: string): Type {
  const element = document.getElementById(id);
  if (!element) throw new Error(`the page has no element #${id}`);
  return element as Type;
}

function isThere(child: Child): child is Node | string {
  return child !== null && child !== false;
}

function setAttributes(element: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === false) continue;
    element.setAttribute(name, value === true ? "" : String(value));
  }
}
