/** Takes files dropped anywhere on the page, and shows while they hover that they may be. */
export function listenForDrops(veil: HTMLElement, take: (files: File[]) => void): void {
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
  addEventListener("dragover", (event) => holdsFiles(event) && event.preventDefault());
  addEventListener("drop", (event) => {
    depth = 0;
    show(false);
    if (!holdsFiles(event)) return;
    event.preventDefault();
    take([...(event.dataTransfer?.files ?? [])]);
  });
}

function holdsFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes("Files") ?? false;
}
