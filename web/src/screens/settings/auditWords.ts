// The particulars of an entry of the audit log in one line: "member:12 · role admin".
import type { AuditEntry } from '../../data/settings';

function value(v: unknown): string {
  if (Array.isArray(v)) return v.map(value).join(', ');
  return v !== null && typeof v === 'object' ? JSON.stringify(v) : String(v);
}

export function detailWords(entry: Pick<AuditEntry, 'target' | 'detail'>): string {
  const pairs = Object.entries((entry.detail ?? {}) as Record<string, unknown>)
    .filter(([, v]) => v !== null && v !== '')
    .map(([name, v]) => `${name.replaceAll('_', ' ')} ${value(v)}`);
  return [entry.target, ...pairs].filter(Boolean).join(' · ');
}
