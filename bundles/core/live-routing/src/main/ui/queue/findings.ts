import { html, type TemplateResult } from 'lit';
import { CircleAlert, TriangleAlert } from 'lucide';
import { icon, type Problem, translator } from '@live/ui';

const t = translator('routing');

/** What a check of a queue's rules found. */
export interface Finding {
  readonly severity: 'error' | 'warning';
  readonly code: string;
  readonly field: string;
  readonly message: string;
}

/** What is to be said at single fields: by the check, and by the server that refused to store. */
export class Marks {
  constructor(
    private readonly findings: readonly Finding[],
    private readonly problem: Problem | undefined,
  ) {}

  get errors(): boolean {
    return this.findings.some((each) => each.severity === 'error');
  }

  /** What the server refused to store, as findings. */
  private get refused(): readonly Finding[] {
    const fields = this.problem?.more['fields'];
    return Array.isArray(fields) ? (fields as readonly Omit<Finding, 'severity'>[]).map((each) => ({ ...each, severity: 'error' })) : [];
  }

  /** Whether there is anything to say at a field itself. */
  wrong(field: string): boolean {
    return this.findings.some((each) => each.field === field && each.severity === 'error') || this.problem?.fields[field] !== undefined;
  }

  /** What is said at a field; with `below` also what is said of its parts. */
  at(field: string, below = false): readonly TemplateResult[] {
    const here = (name: string): boolean => name === field || (below && (name.startsWith(`${field}.`) || name.startsWith(`${field}[`)));
    const found = this.findings.filter((each) => here(each.field));
    const told = this.refused.filter((each) => here(each.field) && !found.some((one) => one.field === each.field && one.code === each.code));
    return [...found, ...told].map((each) => mark(each.severity, word(each)));
  }

  /** What was refused without a field that is shown. */
  get rest(): Problem | undefined {
    return this.problem && !Object.keys(this.problem.fields).length ? this.problem : undefined;
  }
}

function mark(severity: Finding['severity'], text: string): TemplateResult {
  return html`<span class="mark ${severity}" role="alert">${icon(severity === 'error' ? CircleAlert : TriangleAlert, 14)}<span>${text}</span></span>`;
}

function word({ code, message }: Finding): string {
  const said = t(`finding.${code}`);
  return said === `finding.${code}` ? message : said;
}
