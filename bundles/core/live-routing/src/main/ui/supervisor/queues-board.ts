import { html, nothing } from 'lit';
import { ListOrdered } from 'lucide';
import { define, empty, number, translator } from '@live/ui';
import { type Column, LiveBoard } from './board.ts';
import { share } from '../statistics/figures.ts';
import { looks } from './looks.ts';
import { type Board, shareOfTarget } from './staff.ts';
import { wait } from './wait.ts';

const t = translator('routing');

/** Every queue as it is now; what is nearest to missing its target stands first. */
export class QueuesBoard extends LiveBoard<Board> {
  static override styles = [...LiveBoard.styles, looks];

  protected label(): string {
    return t('queues');
  }

  protected columns(): readonly Column<Board>[] {
    const count = (id: 'waiting' | 'free' | 'agentsBusy' | 'agentsAway', title: string, of: (row: Board) => number, width: string, from = 0): Column<Board> => ({
      id, title: () => t(title), width, end: true, from, order: (a, b) => of(a) - of(b),
      draw: (row) => html`<span class="end ${of(row) ? '' : 'zero'} ${id === 'waiting' && of(row) ? 'strong' : ''}">${number(of(row))}</span>`,
    });
    return [
      { id: 'name', title: () => t('queue'), width: '110px', grow: 1, order: (a, b) => a.queue.name.localeCompare(b.queue.name), draw: (row) => html`<span class="cut name" title=${row.queue.name}>${row.queue.name}</span>${row.queue.active ? nothing : html`<span class="chip">${t('inactive')}</span>`}` },
      count('waiting', 'waiting', (row) => row.waiting, '78px'),
      { id: 'longest', title: () => t('longest'), width: '116px', end: true, order: (a, b) => Date.parse(b.waitingSince ?? '9999') - Date.parse(a.waitingSince ?? '9999'), draw: (row) => wait(row.queue, row.waitingSince) },
      count('free', 'board.free', (row) => row.agentsReady - row.agentsBusy, '64px'),
      count('agentsBusy', 'board.busy', (row) => row.agentsBusy, '64px', 440),
      count('agentsAway', 'board.away', (row) => row.agentsAway, '84px', 440),
      { id: 'today', title: () => t('board.today'), width: '104px', end: true, from: 560, order: (a, b) => (a.today?.serviceLevel ?? 2) - (b.today?.serviceLevel ?? 2), draw: (row) => html`<span class="end ${row.today ? '' : 'zero'}" title=${t('board.today.text')}>${number(row.today?.offered ?? 0)}${row.today?.serviceLevel === undefined ? nothing : html` · ${share(row.today.serviceLevel)}`}</span>` },
    ];
  }

  /** What has used up most of its target, then who waits longest, then by name. */
  protected usual(a: Board, b: Board): number {
    return (shareOfTarget(b.queue, b.waitingSince) ?? 0) - (shareOfTarget(a.queue, a.waitingSince) ?? 0)
      || Date.parse(a.waitingSince ?? '9999') - Date.parse(b.waitingSince ?? '9999') || a.queue.name.localeCompare(b.queue.name);
  }

  protected none(): unknown {
    return empty(ListOrdered, t('queues.none'), t('queues.none.text'));
  }
}

define('live-queues-board', QueuesBoard);
