declare module '*.css';

interface HTMLElementTagNameMap {
  'live-dialog': import('./dialog.ts').Dialog;
}
