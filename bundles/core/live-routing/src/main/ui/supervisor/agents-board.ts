import { html, nothing, property } from 'lit';
import { Headset, ListFilter } from 'lucide';
import { define, empty, number, translator } from '@live/ui';
import { mediumName } from '../media.ts';
import { type Column, LiveBoard } from './board.ts';
import { doingWord } from './doing-word.ts';
import { looks } from './looks.ts';
import { doing, DOING, doingSince, type Member, nextFree } from './staff.ts';

const t = translator('routing');
const LATE = '9999';

/** Everybody who is here, and what they do. */
export class AgentsBoard extends LiveBoard<Member> {
  /** Whether some are left out by what was asked for. */
  @property({ type: Boolean }) filtered = false;

  static override styles = [...LiveBoard.styles, looks];

  protected label(): string {
    return t('agents');
  }

  protected columns(): readonly Column<Member>[] {
    return [
      { id: 'name', title: () => t('board.agent'), width: '120px', grow: 1, order: byName, draw: (row) => html`<span class="line"><live-avatar .name=${row.name} style="--size: 24px"></live-avatar><span class="cut name" title=${row.name}>${row.name || row.id}</span></span>` },
      { id: 'state', title: () => t('state'), width: '184px', order: (a, b) => DOING.indexOf(doing(a)) - DOING.indexOf(doing(b)) || time(doingSince(a)) - time(doingSince(b)), draw: doingWord },
      { id: 'hand', title: () => t('board.hand'), width: '72px', end: true, order: (a, b) => a.works.length - b.works.length, draw: (row) => html`<span class="end ${row.works.length ? '' : 'zero'}">${number(row.works.length)}</span>` },
      { id: 'capacity', title: () => t('panel.capacity'), width: '176px', from: 680, order: (a, b) => used(a) - used(b), draw: (row) => html`<span class="line">${Object.entries(row.capacity).filter(([, room]) => room.limit > 0 || room.used > 0)
        .sort(([, a], [, b]) => b.used - a.used).slice(0, 2).map(([medium, room]) => html`<span class="chip ${room.used >= room.limit ? 'accent' : 'outline'}">${mediumName(medium)} ${room.used}/${room.limit}</span>`)}</span>` },
      { id: 'free', title: () => t('board.next'), width: '92px', end: true, from: 480, order: (a, b) => free(a) - free(b), draw: (row) => html`<span class="end">${this.next(row)}</span>` },
    ];
  }

  private next(row: Member): unknown {
    const when = nextFree(row);
    return when === 'now' ? t('board.now') : when ? html`<live-ticker .until=${when.at}></live-ticker>` : html`<span class="zero">–</span>`;
  }

  protected usual(a: Member, b: Member): number {
    return byName(a, b);
  }

  protected none(): unknown {
    return this.filtered ? empty(ListFilter, t('board.none.match'), '', html`<button @click=${() => this.tell('unfilter')}>${t('board.clear')}</button>`) : html`${empty(Headset, t('board.nobody'), t('board.nobody.text'))}${nothing}`;
  }
}

function byName(a: Member, b: Member): number {
  return a.name.localeCompare(b.name) || a.id.localeCompare(b.id);
}

function time(at: string | undefined): number {
  return Date.parse(at ?? LATE);
}

function used(member: Member): number {
  return Object.values(member.capacity).reduce((sum, room) => sum + room.used, 0);
}

function free(member: Member): number {
  const when = nextFree(member);
  return when === 'now' ? 0 : time(when?.at);
}

define('live-agents-board', AgentsBoard);
