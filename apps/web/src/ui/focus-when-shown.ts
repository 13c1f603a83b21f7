/** A ref that takes the focus once, when its element appears: the step that a person asked for begins there. */
export function focusWhenShown(node: HTMLElement | null): void {
  node?.focus();
}
