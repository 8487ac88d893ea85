import { css, html, nothing, property, state } from 'lit';
import { Boxes, ChevronRight, Download, Ellipsis, Play, Power, RefreshCw, Trash2 } from 'lucide';
import { api, ask, base, define, empty, failedLine, Fetch, icon, LiveElement, may, type MenuItem, problem, type Problem, socket, Soon, toast, translator } from '@live/ui';
import { list } from '@live/work';
import { says, toneOf } from './condition.ts';

const t = translator('admin');

interface Bundle {
  readonly id: number;
  readonly name: string;
  readonly version: string;
  readonly state: string;
}

interface Module {
  readonly name: string;
  readonly title: string;
  readonly version: string;
  readonly state: 'started' | 'installed' | 'uninstalled' | 'failed';
  readonly hot: boolean;
  readonly bundles: readonly Bundle[];
  readonly health?: { readonly state: string; readonly code?: string; readonly message?: string };
  readonly requires: readonly string[];
  readonly usedBy: readonly string[];
}

const TONES = { started: 'ok', installed: 'warn', uninstalled: '', failed: 'bad' } as const;

/** What the product is made of, and what runs of it. */
export class ModulesPage extends LiveElement {
  @property() rest = '';
  @state() private open = new Set<string>();
  @state() private busy = '';
  @state() private problem: Problem | undefined;
  readonly #fetch = new Fetch<readonly Module[]>(this, async (signal) => arranged(list(await api.get<readonly Module[]>('/admin/modules', { signal }))));
  #end: () => void = () => undefined;
  readonly #soon = new Soon(this, () => void this.#fetch.run(), 500);

  static override styles = [base, css`
    :host { display: block; padding: 24px; max-width: 1200px; }
    header { margin-bottom: 16px; } section + section { margin-top: 24px; } section > h2 { font: 550 12px/16px var(--family); color: var(--muted); margin-bottom: 8px; }
    .main { table-layout: fixed; } .main > thead :nth-child(3), .main > thead :nth-child(4) { width: 140px; } .main > thead :nth-child(5) { width: 96px; } .main > thead :first-child { width: 44px; } .main > thead :last-child { width: 56px; }
    .says { margin-top: 2px; overflow-wrap: anywhere; max-width: 80ch; }
    .card { overflow: auto; } .banner { margin-bottom: 12px; }
    .main > tbody > tr > td:first-child { padding-inline: 8px 0; }
    .fold svg { transition: transform .12s; } .fold[aria-expanded=true] svg { transform: rotate(90deg); }
    .details { padding: 4px 0 12px; display: grid; gap: 12px; } .details dl { display: grid; grid-template-columns: max-content 1fr; gap: 4px 16px; font-size: 13px; } dt { color: var(--muted); }
    .spin svg { animation: turn 1s linear infinite; } @keyframes turn { to { transform: rotate(360deg); } }
    @media (max-width: 767px) { :host { padding: 12px; } .optional { display: none; } .main > thead :nth-child(3) { width: 120px; } }
  `];

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#fetch.run();
    const soon = (): void => this.#soon.wish();
    this.#end = socket.subscribe('admin', '', { data: soon, again: soon });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#end();
  }

  override render(): unknown {
    return html`<header><h1>${t('modules')}</h1><p class="muted">${t('modules.text')}</p></header>${failedLine(this.problem)}
      ${this.#fetch.show((modules) => (modules.length ? [this.table(t('modules.hot'), modules.filter((module) => module.hot)), this.table(t('fixed'), modules.filter((module) => !module.hot))] : html`<div class="card">${empty(Boxes, t('modules.none'))}</div>`))}`;
  }

  private table(title: string, modules: readonly Module[]): unknown {
    return modules.length ? html`<section><h2>${title}</h2><div class="card"><table class="main" aria-label=${title}><thead><tr><td></td><th>${t('module')}</th><th>${t('state')}</th><th class="optional">${t('health')}</th><th class="optional">${t('version')}</th><td></td></tr></thead>
      <tbody>${modules.map((module) => this.row(module))}</tbody></table></div></section>` : nothing;
  }

  private row(module: Module): unknown {
    const open = this.open.has(module.name);
    const tone = module.health ? toneOf(module.health.state) : '';
    return html`<tr><td><button class="icon quiet small fold" aria-expanded=${open} aria-label=${t('details.of', { name: called(module) })} @click=${() => this.fold(module.name)}>${icon(ChevronRight, 16)}</button></td>
      <td><div class="strong">${called(module)}</div><div class="meta cut"><span class="code">${module.name}</span></div>
        ${module.health && tone !== 'ok' && module.state !== 'uninstalled' ? html`<div class="meta says">${says(module.health)}</div>` : nothing}</td>
      <td><span class="chip ${TONES[module.state] ?? ''}" title=${t(`module.${module.state}`)}><span class="cut">${t(`module.${module.state}`)}</span></span></td>
      <td class="optional">${module.state === 'uninstalled' || !tone ? '–' : html`<span class="chip ${tone}">${t(`health.${tone}`)}</span>`}</td>
      <td class="optional number">${module.version.replace(/[.-]SNAPSHOT$/, '')}</td>
      <td>${may('module.write') && module.hot ? html`<live-menu label=${t('actions')} .items=${this.actions(module)}><button slot="button" class="icon quiet small ${this.busy === module.name ? 'spin' : ''}" ?disabled=${this.busy !== ''} aria-label=${t('actions.of', { name: called(module) })}>${icon(this.busy === module.name ? RefreshCw : Ellipsis, 16)}</button></live-menu>` : nothing}</td></tr>
      ${open ? html`<tr><td></td><td colspan="5"><div class="details"><p>${module.title}</p>${module.requires.length || module.usedBy.length ? html`<dl>${module.requires.length ? html`<dt>${t('requires')}</dt><dd>${module.requires.join(', ')}</dd>` : nothing}${module.usedBy.length ? html`<dt>${t('used-by')}</dt><dd>${module.usedBy.join(', ')}</dd>` : nothing}</dl>` : nothing}
        ${module.bundles.length ? html`<table aria-label=${t('bundles')}><thead><tr><th>${t('bundle')}</th><th>${t('version')}</th><th>${t('state')}</th></tr></thead><tbody>${module.bundles.map((bundle) => html`<tr><td class="code">${bundle.id} ${bundle.name}</td><td class="number">${bundle.version}</td><td>${bundle.state}</td></tr>`)}</tbody></table>` : html`<p class="muted">${t('bundles.none')}</p>`}</div></td></tr>` : nothing}`;
  }

  private fold(name: string): void {
    const open = new Set(this.open);
    if (!open.delete(name)) open.add(name);
    this.open = open;
  }

  private actions(module: Module): MenuItem[] {
    const item = (verb: string, node: MenuItem['icon'], danger = false): MenuItem => ({ title: t(verb), ...(node ? { icon: node } : {}), danger, run: () => void this.act(module, verb, danger) });
    if (module.state === 'uninstalled') return [item('install', Download)];
    return [module.state === 'started' ? item('stop', Power, true) : item('start', Play), item('update', RefreshCw), item('uninstall', Trash2, true)];
  }

  private async act(module: Module, verb: string, grave: boolean): Promise<void> {
    const name = called(module);
    if (grave && !(await ask({ title: t(`${verb}.title`, { name }), text: t(`${verb}.text`), confirm: t(verb), danger: true }))) return;
    this.busy = module.name;
    this.problem = undefined;
    try {
      await api.post(`/admin/modules/${module.name}/${verb}`, {});
      toast(t(`${verb}.done`, { name }), 'ok');
    } catch (thrown) {
      this.problem = problem(thrown);
    } finally {
      this.busy = '';
      await this.#fetch.run();
    }
  }
}

/** What people call a part of the product; a stranger's module is called as it calls itself. */
function called({ name, title }: Module): string {
  const word = t(`called.${name}`);
  return word === `called.${name}` ? title || name : word;
}

/** What can be changed comes first; that everything is of LIVE need not be said in each line. */
function arranged(modules: readonly Module[]): readonly Module[] {
  return modules.map((module) => ({ ...module, title: module.title.replace(/^LIVE: (.)/, (_, first: string) => first.toUpperCase()) })).sort((a, b) => Number(b.hot) - Number(a.hot));
}

export const tag = define('live-modules', ModulesPage);
