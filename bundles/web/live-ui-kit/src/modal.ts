const shown = new Set<HTMLDialogElement>();

/** Shows a dialog over everything, and remembers that it does. */
export function showModal(dialog: HTMLDialogElement): void {
  shown.add(dialog);
  dialog.showModal();
}

/** Whether a dialog is over the page now. They live in shadow roots, where the document's own search does not look. */
export function modal(): boolean {
  for (const dialog of shown) if (!dialog.open || !dialog.isConnected) shown.delete(dialog);
  return shown.size > 0;
}
