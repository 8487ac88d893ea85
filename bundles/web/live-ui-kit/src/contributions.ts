import type { Place } from './routes.ts';
import type { Command } from './commands.ts';
import { Signal } from './signal.ts';
import type { IconNode } from 'lucide';

/** What the desktop shows for a path. The element gets `parameters` and `query` as properties. */
export interface View {
  /** `/tickets/:id`, or `/tickets/*` with what remains as parameter `rest`. */
  readonly path: string;
  readonly title: () => string;
  readonly permission?: string;
  /** Fetches the code on first use; answers the element's name. */
  readonly element: () => Promise<string>;
}

/** An entry of the rail. */
export interface Nav {
  readonly id: string;
  readonly path: string;
  readonly title: () => string;
  readonly icon: IconNode;
  /** Small is first: 10 inbox, 20 tickets … 90 administration. */
  readonly order: number;
  readonly permission?: string;
  readonly badge?: Signal<number>;
}

/** A card beside a conversation or ticket. The element gets `interaction` and `ticket` (either may be undefined). */
export interface ContextCard {
  readonly id: string;
  readonly title: () => string;
  readonly icon: IconNode;
  readonly order: number;
  readonly permission?: string;
  readonly element: () => Promise<string>;
}

/** A page of settings: of the administration, or one's own. */
export interface Settings {
  /** One word; the page is at `/admin/<id>`, or of the group `personal` at `/me/<id>`. */
  readonly id: string;
  readonly title: () => string;
  readonly group: 'people' | 'routing' | 'channels' | 'platform' | 'personal';
  readonly icon: IconNode;
  readonly order: number;
  readonly permission?: string;
  readonly element: () => Promise<string>;
}

/** How a kind of channel presents itself; without one a plain rendering is used. */
export interface ChannelFace {
  /** As in a channel's id: `email`. */
  readonly kind: string;
  readonly title: () => string;
  readonly icon: IconNode;
  /** Shows one message instead of the plain rendering; the element gets `message`. */
  readonly bubble?: () => Promise<string>;
}

/** A button of the composer. */
export interface ComposerAction {
  readonly id: string;
  readonly title: () => string;
  readonly icon: IconNode;
  readonly order: number;
  readonly run: (composer: { readonly interaction: string; insert(html: string): void }) => void;
}

/** A tile of the wallboard. */
export interface Tile {
  readonly id: string;
  readonly title: () => string;
  readonly element: () => Promise<string>;
}

/** Something small that stays in sight, at the right of the header. */
export interface HeaderPart {
  readonly id: string;
  readonly order: number;
  readonly permission?: string;
  readonly element: () => Promise<string>;
}

/** Words for one kind of what a person is told. */
export interface NoticeFace {
  /** As the server says it: `channels.mention`. */
  readonly kind: string;
  readonly icon: IconNode;
  readonly say: (notice: Notice) => string;
}

/** What a person was told, and may have missed. */
export interface Notice {
  readonly id: string;
  readonly kind: string;
  readonly path: string;
  /** Who caused it. */
  readonly actor?: string;
  readonly values: Readonly<Record<string, string>>;
  readonly at: string;
  readonly read: boolean;
}

/** Finds things for the palette. */
export interface Finder {
  readonly id: string;
  readonly title: () => string;
  readonly permission?: string;
  readonly find: (text: string, signal: AbortSignal) => Promise<readonly Finding[]>;
}

export interface Finding {
  readonly title: string;
  readonly detail?: string;
  readonly path: string;
}

export interface Kinds {
  view: View;
  nav: Nav;
  context: ContextCard;
  settings: Settings;
  channel: ChannelFace;
  composer: ComposerAction;
  tile: Tile;
  header: HeaderPart;
  notice: NoticeFace;
  finder: Finder;
  command: Command;
}

/** Everything that modules bring, except commands, by kind. */
export class Contributions {
  readonly #all = new Map<keyof Kinds, Set<unknown>>();
  readonly changed = new Signal(0);

  add<K extends keyof Kinds>(kind: K, contribution: Kinds[K]): () => void {
    let set = this.#all.get(kind);
    if (!set) this.#all.set(kind, (set = new Set()));
    set.add(contribution);
    this.changed.value++;
    return () => {
      if (set.delete(contribution)) this.changed.value++;
    };
  }

  /** By order, where the kind has one. */
  of<K extends keyof Kinds>(kind: K): Kinds[K][] {
    const list = [...(this.#all.get(kind) ?? [])] as (Kinds[K] & { order?: number })[];
    return list.sort((a, b) => (a.order ?? 0) - (b.order ?? 0));
  }
}

export type { Place };
