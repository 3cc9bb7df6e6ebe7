/** What becomes of dropped files: taken as reports and lists, or only shown on the map. */
export interface DropTargets {
  take(files: File[]): void;
  show(files: File[]): void;
}

/**
 * Takes files dropped anywhere on the page, and shows while they hover what becomes of them: those dropped on
 * `beside` are only shown.
 */
export function listenForDrops(veil: HTMLElement, beside: HTMLElement, targets: DropTargets): void {
  let depth = 0;
  const show = (visible: boolean) => (veil.hidden = !visible);
  addEventListener("dragenter", (event) => {
    if (!holdsFiles(event)) return;
    depth += 1;
    show(true);
  });
  addEventListener("dragleave", () => {
    depth = Math.max(depth - 1, 0);
    show(depth > 0);
  });
  addEventListener("dragover", (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    beside.classList.toggle("is-over", isOver(event, beside));
  });
  addEventListener("drop", (event) => {
    depth = 0;
    const isBeside = !veil.hidden && isOver(event, beside);
    show(false);
    if (!holdsFiles(event)) return;
    event.preventDefault();
    const files = [...(event.dataTransfer?.files ?? [])];
    if (isBeside) targets.show(files);
    else targets.take(files);
  });
}

function isOver({ clientX, clientY }: DragEvent, part: HTMLElement): boolean {
  const { left, right, top, bottom } = part.getBoundingClientRect();
  return clientX >= left && clientX <= right && clientY >= top && clientY <= bottom;
}

function holdsFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes("Files") ?? false;
}
