import { css, html, nothing, property, state, svg } from 'lit';
import { base, dayName, define, LiveElement, timeOfDay } from '@live/ui';

export interface Point {
  readonly at: string;
  /** Nothing is drawn where it is undefined. */
  readonly value: number | undefined;
  readonly margin?: number | undefined;
}

export interface Series {
  readonly name: string;
  readonly points: readonly Point[];
  /** What it is compared with: drawn dashed and paler. */
  readonly before?: boolean;
}

const HEIGHT = 132;
const LEFT = 52;
const RIGHT = 12;
const TOP = 8;
const FOOT = 20;
/** A label of the time needs so much room. */
const LABEL = 84;

/** Lines over time with their margins. A picture of what a table beside it says. */
export class Chart extends LiveElement {
  @property() heading = '';
  @property({ attribute: false }) series: readonly Series[] = [];
  /** The top of the scale, if it is always the same. */
  @property({ type: Number }) top: number | undefined;
  @property({ attribute: false }) format: (value: number) => string = String;
  @property({ type: Boolean }) bars = false;
  @state() private width = 600;
  @state() private pointed: number | undefined;
  readonly #size = new ResizeObserver(([entry]) => (this.width = Math.max(240, Math.floor(entry!.contentRect.width))));

  static override styles = [base, css`
    :host { display: block; min-width: 0; } figure { display: grid; gap: 4px; } figcaption { display: flex; align-items: baseline; gap: 4px 16px; flex-wrap: wrap; min-height: 20px; }
    figcaption h2 { font: var(--strong); margin-inline-end: auto; } .key { display: inline-flex; align-items: center; gap: 6px; font-size: 12px; line-height: 16px; color: var(--muted); font-variant-numeric: tabular-nums; } .key::before { content: ''; width: 16px; border-top: 2px solid var(--accent); } .key.before::before { border-top: 2px dashed var(--muted); }
    .key strong { color: var(--fg); font-weight: 600; } svg { width: 100%; height: ${HEIGHT}px; overflow: visible; }
    text { fill: var(--muted); font: 11px var(--family); font-variant-numeric: tabular-nums; } .grid { stroke: var(--line); } .line { fill: none; stroke: var(--accent); stroke-width: 2; stroke-linejoin: round; stroke-linecap: round; } .line.before { stroke: var(--muted); stroke-dasharray: 5 4; stroke-width: 1.5; }
    .band { fill: var(--accent); opacity: .16; } .band.before { fill: var(--muted); opacity: .12; } .dot { fill: var(--accent); } .dot.before { fill: var(--muted); } .bar { fill: var(--accent); opacity: .75; } .at { stroke: var(--control); }
  `];

  override connectedCallback(): void {
    super.connectedCallback();
    this.#size.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#size.disconnect();
  }

  override render(): unknown {
    const times = this.series[0]?.points.map((point) => point.at) ?? [];
    if (!times.length) return nothing;
    const inner = this.width - LEFT - RIGHT;
    const high = HEIGHT - TOP - FOOT;
    const all = this.series.flatMap((each) => each.points.map((point) => (point.value ?? 0) + (point.margin ?? 0)));
    const top = this.top ?? nice(Math.max(1, ...all));
    const across = (index: number): number => LEFT + ((index + 0.5) * inner) / times.length;
    const up = (value: number): number => TOP + high * (1 - Math.min(top, Math.max(0, value)) / top);
    const days = new Set(times.map((at) => new Date(at).toDateString())).size > 1;
    const every = Math.max(1, Math.ceil(times.length / Math.max(1, Math.floor(inner / LABEL))));
    return html`<figure><figcaption><h2>${this.heading}</h2>${this.pointed === undefined ? nothing : html`<span class="meta">${days ? `${dayName(times[this.pointed]!)}, ` : ''}${timeOfDay(times[this.pointed]!)}</span>`}
        ${this.series.map((each) => html`<span class="${each.name ? 'key' : 'meta'} ${each.before ? 'before' : ''}">${each.name}${this.pointed === undefined || each.points[this.pointed]?.value === undefined ? nothing : html` <strong>${this.format(each.points[this.pointed]!.value!)}</strong>`}</span>`)}</figcaption>
      <svg viewBox="0 0 ${this.width} ${HEIGHT}" role="img" aria-label=${this.heading} @pointermove=${(event: PointerEvent) => this.point(event, times.length, inner)} @pointerleave=${() => (this.pointed = undefined)}>
        ${[0, 0.5, 1].map((share) => svg`<line class="grid" x1=${LEFT} x2=${this.width - RIGHT} y1=${up(top * share)} y2=${up(top * share)}></line><text x=${LEFT - 8} y=${up(top * share) + 4} text-anchor="end">${this.format(top * share)}</text>`)}
        ${times.map((at, index) => (index % every ? nothing : svg`<text x=${across(index)} y=${HEIGHT - 4} text-anchor="middle">${days && new Date(at).getHours() === 0 ? dayName(at) : timeOfDay(at)}</text>`))}
        ${this.pointed === undefined ? nothing : svg`<line class="at" x1=${across(this.pointed)} x2=${across(this.pointed)} y1=${TOP} y2=${TOP + high}></line>`}
        ${[...this.series].sort((a, b) => Number(b.before ?? false) - Number(a.before ?? false)).map((each) => (this.bars ? this.columns(each, across, up, inner / times.length) : this.line(each, across, up)))}</svg></figure>`;
  }

  private columns(series: Series, across: (index: number) => number, up: (value: number) => number, room: number): unknown {
    const width = Math.max(1, Math.min(24, room * 0.7));
    return series.points.map(({ value }, index) => (value ? svg`<rect class="bar" x=${across(index) - width / 2} width=${width} y=${up(value)} height=${up(0) - up(value)} rx="1"></rect>` : nothing));
  }

  private line(series: Series, across: (index: number) => number, up: (value: number) => number): unknown {
    const kind = series.before ? 'before' : '';
    return runs(series.points).map((run) => {
      const band = run.some(({ point }) => point.margin) ? [...run.map(({ point, index }) => `${across(index)},${up(point.value! + (point.margin ?? 0))}`), ...[...run].reverse().map(({ point, index }) => `${across(index)},${up(point.value! - (point.margin ?? 0))}`)].join(' ') : '';
      return svg`${band ? svg`<polygon class="band ${kind}" points=${band}></polygon>` : nothing}<polyline class="line ${kind}" points=${run.map(({ point, index }) => `${across(index)},${up(point.value!)}`).join(' ')}></polyline>${run.length === 1 ? svg`<circle class="dot ${kind}" r="3" cx=${across(run[0]!.index)} cy=${up(run[0]!.point.value!)}></circle>` : nothing}`;
    });
  }

  private point(event: PointerEvent, count: number, inner: number): void {
    const box = (event.currentTarget as SVGElement).getBoundingClientRect();
    const at = Math.floor(((event.clientX - box.left) * (this.width / box.width) - LEFT) / (inner / count));
    this.pointed = at >= 0 && at < count ? at : undefined;
  }
}

/** What belongs together: a gap ends a line. */
function runs(points: readonly Point[]): { readonly point: Point; readonly index: number }[][] {
  const all: { point: Point; index: number }[][] = [[]];
  points.forEach((point, index) => {
    if (point.value === undefined) all.push([]);
    else all.at(-1)!.push({ point, index });
  });
  return all.filter((run) => run.length);
}

/** The next round number, for the top of a scale. */
function nice(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 4, 5, 10].find((each) => each * power >= value) ?? 10) * power;
}

define('live-chart', Chart);
