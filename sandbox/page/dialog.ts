/**
 * Opens a `<dialog>` as it is drawn, with the focus in its first field. The browser holds the focus inside
 * and gives it back at the end.
 */
import { ref } from 'lit/directives/ref.js';

export function showDialog() {
  return ref((element) => {
    const dialog = element as HTMLDialogElement | undefined;
    if (!dialog || dialog.open) return;
    queueMicrotask(() => {
      if (!dialog.isConnected || dialog.open) return;
      dialog.showModal();
      requestAnimationFrame(() => {
        dialog.querySelector<HTMLElement>('.modal-body :is(input, textarea, .select-button)')?.focus();
      });
    });
  });
}

/** Closes whatever dialog is open, before it is taken away, so that the focus returns. */
export function closeDialog(): void {
  document.querySelector<HTMLDialogElement>('dialog[open]')?.close();
}
