// What a key may be given: a row for each thing, a column for each verb, made of the x-scope that the
// API's own description gives each operation.
import { operationsOf, type OpenApi } from '../../data/openapi';

export const verbs = ['read', 'write', 'execute'] as const;
export type Verb = (typeof verbs)[number];

export interface ScopeRow {
  thing: string;
  /** The verbs there are for it. */
  verbs: Verb[];
}

export function scopeRows(doc: OpenApi): ScopeRow[] {
  const rows = new Map<string, Set<Verb>>();
  for (const { operation } of operationsOf(doc)) {
    const [verb, thing] = (operation['x-scope'] ?? '').split(':');
    if (!thing || !verbs.includes(verb as Verb)) continue;
    rows.set(thing, (rows.get(thing) ?? new Set()).add(verb as Verb));
  }
  return [...rows].map(([thing, has]) => ({ thing, verbs: verbs.filter((v) => has.has(v)) }));
}

/** Is it given, by itself or by one that stands for all? */
export function holds(scopes: readonly string[], verb: Verb, thing: string): boolean {
  return [`${verb}:${thing}`, `${verb}:*`, '*'].some((s) => scopes.includes(s));
}

export function toggle(scopes: readonly string[], scope: string): string[] {
  return scopes.includes(scope) ? scopes.filter((s) => s !== scope) : [...scopes, scope];
}

/** What is sent: what `verb:*` stands for is not named again. */
export function tidy(scopes: readonly string[]): string[] {
  return scopes.filter((s) => s.endsWith(':*') || !scopes.includes(`${s.split(':')[0]}:*`));
}
