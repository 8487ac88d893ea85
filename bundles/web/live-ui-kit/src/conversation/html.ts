import DOMPurify from 'dompurify';

const WINDOW_PX = 600;

/**
 * Foreign HTML, made harmless once more after the server did: no scripts, forms, frames or event handlers. Remote images
 * keep their address in `data-src` and load only when `images` says so.
 */
export function harmless(html: string, images: boolean): DocumentFragment {
  const fragment = DOMPurify.sanitize(html, {
    RETURN_DOM_FRAGMENT: true,
    FORBID_TAGS: ['form', 'input', 'button', 'select', 'textarea', 'iframe', 'object', 'embed', 'audio', 'video', 'link', 'meta', 'base', 'dialog'],
    FORBID_ATTR: ['srcset', 'ping', 'background', 'autofocus', 'contenteditable'],
    ALLOW_UNKNOWN_PROTOCOLS: false,
  });
  for (const picture of fragment.querySelectorAll('img')) {
    const source = picture.getAttribute('src') ?? '';
    if (remote(source) && !images) {
      picture.dataset['src'] = source;
      picture.removeAttribute('src');
    } else if (images && picture.dataset['src'] && remote(picture.dataset['src'])) {
      picture.src = picture.dataset['src'];
      picture.referrerPolicy = 'no-referrer';
    }
    if (!picture.hasAttribute('alt')) picture.alt = '';
  }
  for (const styled of fragment.querySelectorAll<HTMLElement>('[style]')) styled.setAttribute('style', still(styled.getAttribute('style')!));
  for (const style of fragment.querySelectorAll('style')) style.textContent = still(style.textContent);
  for (const link of fragment.querySelectorAll('a[href]')) {
    link.setAttribute('target', '_blank');
    link.setAttribute('rel', 'noopener noreferrer nofollow');
  }
  return fragment;
}

/** A frame is as high as its mail, so a mail that is as high as its frame would grow for ever: it gets a window of a fixed size. */
export function still(css: string): string {
  return css.replace(/(\d*\.?\d+)[sld]?v(?:h|b|min|max)\b/gi, (_, share: string) => `${Math.round(Number(share) * WINDOW_PX / 100)}px`);
}

/** Whether an address leads to another server. */
export function remote(source: string): boolean {
  return /^(https?:)?\/\//i.test(source.trim());
}

/** Whether HTML brings colours of its own, so that it must be shown on white paper to be readable. */
export function coloured(html: string): boolean {
  return /<style|bgcolor|<font|background|style\s*=\s*["'][^"']*\bcolor/i.test(html);
}

/** The policy of the frame: nothing but style and pictures; pictures of other servers only when asked for. */
export function policy(images: boolean): string {
  return `default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:${images ? ' https:' : ''}; font-src 'self' data:`;
}

/** A text cut into plain pieces and web addresses. */
export function linked(text: string): { text: string; href?: string }[] {
  const pieces: { text: string; href?: string }[] = [];
  let at = 0;
  for (const found of text.matchAll(/\bhttps?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]}]/g)) {
    if (found.index > at) pieces.push({ text: text.slice(at, found.index) });
    pieces.push({ text: found[0], href: found[0] });
    at = found.index + found[0].length;
  }
  if (at < text.length) pieces.push({ text: text.slice(at) });
  return pieces;
}
