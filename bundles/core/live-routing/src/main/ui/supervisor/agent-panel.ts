import { html, nothing, property, repeat, state } from 'lit';
import { Coffee, type IconNode, Mail, MessageSquare, Phone, Ticket, UserRoundCog } from 'lucide';
import { define, empty, icon, number, translator, Watching } from '@live/ui';
import { interactions, named, queues, teams } from '@live/work';
import { mediumName } from '../media.ts';
import '../statistics/agent-times.ts';
import { agentActs, contactActs } from './acts.ts';
import { called, contactLines } from './contact.ts';
import { doingWord } from './doing-word.ts';
import { Panel } from './panel.ts';
import { doing, type Handled, type Member, nextFree, partly } from './staff.ts';
import '../why.ts';

const t = translator('routing');
const MEDIA: Readonly<Record<string, IconNode>> = { email: Mail, chat: MessageSquare, sms: MessageSquare, call: Phone };

/** One agent: how he is, and what he has in hand. */
export class AgentPanel extends Panel {
  @property({ attribute: false }) member: Member | undefined;
  @state() private why = '';

  constructor() {
    super();
    new Watching(this, [interactions, queues, teams]);
  }

  override render(): unknown {
    const { member } = this;
    if (!member) return nothing;
    const acts = agentActs(member);
    const free = nextFree(member);
    const belongs = member.teams.map((id) => named(teams.value, id)).filter((name) => name);
    return html`${this.head(html`<live-avatar .name=${member.name} style="--size: 36px"></live-avatar><div class="grow"><h2 class="cut" title=${member.name}>${member.name}</h2><div>${doingWord(member)}</div></div>`, acts.length ? html`<live-menu label=${t('act.state')} .items=${acts}><button slot="button">${icon(UserRoundCog, 16)}${t('act.state')}</button></live-menu>` : html``)}
      <div class="scroll"><dl class="facts"><div><dt>${t('board.hand')}</dt><dd>${number(member.works.length)}</dd></div><div><dt>${t('board.next')}</dt><dd>${free === 'now' ? t('board.now') : free ? html`<live-ticker .until=${free.at}></live-ticker>` : '–'}</dd></div>
          <div><dt>${t('panel.team')}</dt><dd>${belongs.join(', ') || '–'}</dd></div></dl>
        <h3><span>${t('panel.capacity')}</span></h3><div class="note line wrap">${Object.entries(member.capacity).filter(([, room]) => room.limit > 0 || room.used > 0).map(([medium, room]) => html`<span class="chip ${room.used >= room.limit ? 'accent' : 'outline'}">${mediumName(medium)} ${room.used}/${room.limit}</span>`)}</div>
        <h3><span>${t('board.hand')}</span></h3>
        ${member.works.length ? html`<ol>${repeat(member.works, (work) => work.work, (work) => this.held(member, work))}</ol>` : empty(Coffee, t(doing(member) === 'READY' ? 'panel.idle' : 'panel.nothing'))}
        <h3><span>${t('board.today')}</span><a href="/statistics/agent/${member.id}?by=agent">${t('statistics.more')}</a></h3><live-agent-times class="note" agent=${member.id}></live-agent-times></div>
      ${this.why ? html`<live-why .work=${this.why} @closed=${() => (this.why = '')}></live-why>` : nothing}`;
  }

  private held(member: Member, work: Handled): unknown {
    return html`<li><span class="place" title=${mediumName(work.medium)}>${icon(MEDIA[work.medium] ?? Ticket, 16)}</span><span class="texts">${contactLines(work.interaction)}</span><span class="right"><live-ticker class="meta" .since=${work.since}></live-ticker></span>
      ${this.menu(t('act.of', { name: called(work.interaction).name }), contactActs({ ...work, holder: member, inHand: work.state !== 'OFFERED', invited: partly(work) }, () => (this.why = work.work), () => undefined))}
      <span class="chips">${partly(work) ? html`<span class="chip outline">${t(`part.${work.role!}`)}</span>` : nothing}<span class="chip ${work.state === 'WRAPPING' ? 'warn' : work.state === 'OFFERED' ? 'accent' : 'outline'}">${t(`phase.${work.state}`)}${work.until ? html` <live-ticker .until=${work.until}></live-ticker>` : nothing}</span><span class="meta">${mediumName(work.medium)} · ${named(queues.value, work.queue)}</span></span></li>`;
  }
}

define('live-agent-panel', AgentPanel);
