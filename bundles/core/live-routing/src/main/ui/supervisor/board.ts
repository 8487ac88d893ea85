import { css, html, nothing, property, query, render, state, type PropertyValues } from 'lit';
import type { Grid } from '@live/vaadin';
import { base, icon, LiveElement, skeleton } from '@live/ui';
import { gridStyles } from '@live/work';
import { ArrowDown, ArrowUp } from 'lucide';

const BEAT_MS = 1000;

export interface Column<T> {
  readonly id: string;
  readonly title: () => string;
  readonly width: string;
  readonly grow?: number;
  /** Numbers and times stand at the end. */
  readonly end?: boolean;
  /** Left out where the board is narrower than this. */
  readonly from?: number;
  /** Ascending. */
  readonly order: (a: T, b: T) => number;
  readonly draw: (row: T) => unknown;
}

/** One row of the grid: stays the same object while what it shows changes. */
interface Place<T> {
  row: T;
}

/**
 * A long live table. Only what is seen is in the page. It sorts itself anew as figures change, but not under somebody's
 * pointer or focus: what one is about to open stays where it is. Tells `opened` with the id of a row.
 */
export abstract class LiveBoard<T extends { readonly id: string }> extends LiveElement {
  @property({ attribute: false }) rows: readonly T[] = [];
  @property() selected = '';
  @state() private ready = false;
  @state() private by = '';
  @state() private down = false;
  @query('vaadin-grid') private grid!: Grid<Place<T>>;
  #places = new Map<string, Place<T>>();
  #order = '';
  #beat = 0;
  #width = 0;
  readonly #size = new ResizeObserver(([entry]) => {
    this.#width = entry!.contentRect.width;
    this.fit();
  });

  static override styles = [base, gridStyles, css`
    :host { display: grid; min-height: 0; min-width: 0; position: relative; container-type: inline-size; }
    vaadin-grid::part(selected-place) { background: var(--accent-soft); }
    vaadin-grid .end { margin-inline-start: auto; font-variant-numeric: tabular-nums; white-space: nowrap; }
    vaadin-grid-cell-content:has(> .sorter[data-end]) { justify-content: flex-end; }
    vaadin-grid .sorter svg { flex: none; }
    vaadin-grid .zero { color: var(--muted); }
    vaadin-grid .line { gap: 6px; }
    vaadin-grid .doing { flex: 1; } vaadin-grid .doing live-ticker { margin-inline-start: auto; }
    vaadin-grid .name { font-weight: 550; }
    .over-board { position: absolute; inset: 37px 0 0; background: var(--surface); display: grid; align-content: start; }
  `];

  protected abstract label(): string;
  protected abstract columns(): readonly Column<T>[];
  /** The order of who has chosen none. */
  protected abstract usual(a: T, b: T): number;
  /** Shown in the place of rows if there are none. */
  protected abstract none(): unknown;

  override connectedCallback(): void {
    super.connectedCallback();
    void import('@live/vaadin').then(() => (this.ready = true));
    this.#beat = setInterval(() => document.hidden || this.requestUpdate(), BEAT_MS);
    this.#size.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#beat);
    this.#size.disconnect();
  }

  override render(): unknown {
    return html`${this.ready ? html`<vaadin-grid aria-label=${this.label()} @active-item-changed=${this.chosen} @keydown=${this.keyed}></vaadin-grid>` : skeleton()}
      ${this.ready && !this.rows.length ? html`<div class="over-board">${this.none()}</div>` : nothing}`;
  }

  override updated(changed: PropertyValues): void {
    if (!this.ready) return;
    if (!this.grid.querySelector('vaadin-grid-column')) this.furnish();
    const sorted = this.sorted();
    for (const row of sorted) {
      const place = this.#places.get(row.id);
      if (place) place.row = row;
      else this.#places.set(row.id, { row });
    }
    const order = sorted.map((row) => row.id).join();
    if (order !== this.#order) {
      this.#order = order;
      const there = new Set(sorted.map((row) => row.id));
      for (const id of this.#places.keys()) if (!there.has(id)) this.#places.delete(id);
      this.grid.items = sorted.map((row) => this.#places.get(row.id)!);
    }
    if (changed.has('selected')) this.grid.generateCellPartNames();
    this.grid.requestContentUpdate();
  }

  private sorted(): readonly T[] {
    const column = this.columns().find((each) => each.id === this.by);
    const compare = column ? (a: T, b: T): number => (this.down ? -1 : 1) * column.order(a, b) || this.usual(a, b) : (a: T, b: T): number => this.usual(a, b);
    const sorted = [...this.rows].sort(compare);
    if (!this.held) return sorted;
    const before = new Map(this.#order.split(',').map((id, index) => [id, index]));
    return sorted.map((row, index) => ({ row, at: before.get(row.id) ?? before.size + index })).sort((a, b) => a.at - b.at).map(({ row }) => row);
  }

  /** Whether somebody is about to choose a row. */
  private get held(): boolean {
    return !this.#resorted && (this.grid.matches(':hover') || this.renderRoot instanceof ShadowRoot && this.renderRoot.activeElement === this.grid);
  }

  /** Who has just asked for another order gets it, wherever his pointer is. */
  get #resorted(): boolean {
    const asked = `${this.by} ${this.down}`;
    if (asked === this.#asked) return false;
    this.#asked = asked;
    return true;
  }

  #asked = ' false';

  private furnish(): void {
    for (const column of this.columns()) {
      const element = document.createElement('vaadin-grid-column');
      Object.assign(element, {
        path: column.id, width: column.width, flexGrow: column.grow ?? 0,
        headerRenderer: (root: HTMLElement) => render(this.heading(column), root),
        renderer: (root: HTMLElement, _column: unknown, { item }: { item: Place<T> }) => render(column.draw(item.row), root),
      });
      this.grid.append(element);
    }
    this.grid.cellPartNameGenerator = (_column, { item }) => (item.row.id === this.selected ? 'selected-place' : '');
    this.fit();
  }

  private heading(column: Column<T>): unknown {
    const on = this.by === column.id;
    return html`<button class="sorter" ?data-end=${column.end ?? false} aria-pressed=${on} @click=${() => this.sort(column.id)} title=${column.title()}><span class="cut">${column.title()}</span>${on ? icon(this.down ? ArrowDown : ArrowUp, 12) : nothing}</button>`;
  }

  /** Up, down, and as usual again. */
  private sort(id: string): void {
    if (this.by !== id) {
      this.by = id;
      this.down = this.columns().find((each) => each.id === id)?.end ?? false;
      return;
    }
    const first = this.columns().find((each) => each.id === id)?.end ?? false;
    if (this.down === first) this.down = !first;
    else this.by = '';
  }

  private fit(): void {
    const columns = this.columns();
    for (const element of this.grid?.querySelectorAll('vaadin-grid-column') ?? []) element.hidden = this.#width < (columns.find((each) => each.id === element.path)?.from ?? 0);
  }

  private chosen(event: CustomEvent<{ value?: Place<T> | null }>): void {
    const place = event.detail.value;
    if (!place) return;
    this.grid.activeItem = null;
    this.tell('opened', place.row.id);
  }

  private keyed(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || event.defaultPrevented) return;
    const place = this.grid.getEventContext(event).item;
    if (!place) return;
    event.preventDefault();
    event.stopPropagation();
    this.tell('opened', place.row.id);
  }

  override focus(): void {
    this.grid?.focus();
  }
}
