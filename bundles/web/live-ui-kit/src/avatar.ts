import { css, html, property } from 'lit';
import { define } from './define.ts';
import { LiveElement } from './element.ts';
import { base } from './styles.ts';

const HUES = [215, 160, 280, 25, 340, 190, 250, 95];

/** A person as two letters on a colour of their own. */
export class Avatar extends LiveElement {
  @property() name = '';

  static override styles = [base, css`
    :host { display: inline-grid; place-items: center; width: var(--size, 28px); height: var(--size, 28px); border-radius: 50%; flex: none;
      background: hsl(var(--hue) var(--avatar-ground)); color: hsl(var(--hue) var(--avatar-ink)); font: 600 calc(var(--size, 28px) * .39)/1 var(--family);
      letter-spacing: .02em; user-select: none; }
    span::before { content: attr(data-letters); }
  `];

  override updated(): void {
    let sum = 0;
    for (const letter of this.name) sum = (sum * 31 + letter.codePointAt(0)!) >>> 0;
    this.style.setProperty('--hue', String(HUES[sum % HUES.length]));
  }

  override render(): unknown {
    return html`<span aria-hidden="true" data-letters=${initials(this.name)}></span>`;
  }
}

export function initials(name: string): string {
  const words = name.replace(/@.*/, '').split(/[\s._-]+/).filter((word) => /^[\p{L}\p{N}]/u.test(word));
  const letters = words.length > 1 ? [words[0]!, words.at(-1)!].map((word) => [...word][0]) : [...(words[0] ?? '?')].slice(0, 2);
  return letters.join('').toLocaleUpperCase();
}

define('live-avatar', Avatar);
