import { html, render } from 'lit';
import { type Dialog, toast, translator } from '@live/ui';
import './password-form.ts';

const t = translator('desktop');

export function changePassword(): void {
  const place = document.createElement('div');
  document.body.append(place);
  const done = (): void => {
    toast(t('password.changed'), 'ok');
    place.querySelector<Dialog>('live-dialog')?.close();
  };
  render(html`<live-dialog size="small" heading=${t('password.change')} @closed=${() => place.remove()}><live-password-form @changed=${done}></live-password-form><span slot="actions"></span></live-dialog>`, place);
}
