/** What a metatype form holds and how it is read. Pure. */

export interface Attribute {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  readonly type: 'string' | 'integer' | 'long' | 'double' | 'boolean' | 'password';
  /** 0 is one value; any other number is a list of at most that many. */
  readonly cardinality?: number;
  readonly options?: readonly { readonly value: string; readonly label: string }[];
  readonly default?: string | readonly string[];
  readonly required?: boolean;
  readonly min?: string | number;
  readonly max?: string | number;
}

export interface Form {
  readonly pid: string;
  readonly factory: boolean;
  readonly title: string;
  readonly description?: string;
  readonly module?: string;
  readonly attributes: readonly Attribute[];
}

export type Value = string | number | boolean | readonly string[] | { readonly set: boolean };
export type Values = Readonly<Record<string, Value>>;

/** What stands in a new form. */
export function first(attribute: Attribute): Value {
  const value = attribute.default;
  if ((attribute.cardinality ?? 0) !== 0) return Array.isArray(value) ? value as readonly string[] : value ? String(value).split(',') : [];
  const one = Array.isArray(value) ? String(value[0] ?? '') : String(value ?? '');
  return attribute.type === 'boolean' ? one === 'true' : one;
}

/** A code for what is wrong, or undefined. */
export function check(attribute: Attribute, value: Value): string | undefined {
  const kept = typeof value === 'object' && !Array.isArray(value);
  if (kept) return undefined;
  const all = Array.isArray(value) ? value as readonly string[] : [String(value)];
  const filled = all.filter((each) => each.trim() !== '');
  if (attribute.required && attribute.type !== 'boolean' && filled.length === 0) return 'required';
  for (const each of filled) {
    if (attribute.type === 'integer' || attribute.type === 'long') {
      if (!/^-?\d+$/.test(each.trim())) return 'integer';
    } else if (attribute.type === 'double' && !Number.isFinite(Number(each))) {
      return 'number';
    }
    if (['integer', 'long', 'double'].includes(attribute.type)) {
      if (attribute.min !== undefined && Number(each) < Number(attribute.min)) return 'min';
      if (attribute.max !== undefined && Number(each) > Number(attribute.max)) return 'max';
    }
  }
  return undefined;
}

/** What is sent: every attribute in its type; untouched secrets are left out, which keeps them. */
export function read(attributes: readonly Attribute[], values: Values, changed: Values): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const attribute of attributes) {
    const value = changed[attribute.id] ?? values[attribute.id] ?? first(attribute);
    if (attribute.type === 'password') {
      const typed = changed[attribute.id];
      if (typeof typed === 'string' && typed !== '') result[attribute.id] = typed;
    } else if (Array.isArray(value)) {
      result[attribute.id] = (value as readonly string[]).filter((each) => each.trim() !== '').map((each) => typed(attribute, each));
    } else if (value !== '') {
      result[attribute.id] = typed(attribute, value);
    }
  }
  return result;
}

function typed(attribute: Attribute, value: Value): unknown {
  if (attribute.type === 'boolean') return value === true || value === 'true';
  if (attribute.type === 'integer' || attribute.type === 'long' || attribute.type === 'double') return Number(value);
  return String(value);
}
