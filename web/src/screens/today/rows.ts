// How what is due reads in a row: by kind of record, from fields that have that purpose.
import {
  Building2,
  CalendarDays,
  CircleCheck,
  ExternalLink,
  Globe,
  Mail,
  Phone,
  UserRound,
  type LucideIcon,
} from 'lucide-react';
import type { Row } from '../../api/types';
import { wayOf } from '../../app/quick/ways';
import type { FollowUp, NoteText } from '../../data/followups';
import { ago, daysUntil } from '../../lib/time';
import { maybe, t, type TextKey } from '../../text';

const text = (row: Row, field: string): string | undefined => {
  const value = row[field];
  return typeof value === 'string' && value.trim() ? value.trim() : undefined;
};

/** The kinds that have no face of their own. */
const icons: Record<string, LucideIcon> = {
  website: Globe,
  activity: CalendarDays,
  task: CircleCheck,
  company: Building2,
  contact: UserRound,
};

export function iconOf(entity: string): LucideIcon {
  return icons[entity] ?? CircleCheck;
}

/** Who or what it is, quieter, behind the name: the first that there is. */
const subFields = ['relation', 'role', 'job_title', 'company_name', 'purpose', 'location'];

export function subOf(item: Row): string {
  const role = text(item, 'role') ?? text(item, 'job_title');
  const company = text(item, 'company_name');
  if (role && company) return t('today.at', { role, company });
  const kind = text(item, 'type');
  if (kind) return maybe(`option.${kind}`) ?? kind;
  for (const field of subFields) {
    const value = text(item, field);
    if (value) return value;
  }
  return maybe(`option.${String(item['entity_type'] ?? '')}`) ?? '';
}

/** What is to do: the next action, else the rhythm, else what is written there. */
export function actionOf(item: Row, actions: Record<number, NoteText> | undefined): string {
  const note = actions?.[Number(item['next_contact_note_id'])];
  if (note?.content) return firstLine(note.content);
  const every = text(item, 'contact_every');
  if (every) return t(`today.every.${every}` as TextKey);
  return firstLine(text(item, 'description') ?? text(item, 'interest') ?? '');
}

const firstLine = (s: string) => s.split('\n', 1)[0] ?? '';

/** "spoke 3 d ago", by the channel of the last note; '' for what is no contact. */
export function lastOf(
  item: Row,
  notes: Record<number, NoteText> | undefined,
  zone: string,
): string {
  if (!('last_contact_at' in item) || 'completed_at' in item) return '';
  const at = text(item, 'last_contact_at');
  if (!at) return t('today.last.never');
  const way = wayOf(notes?.[Number(item['last_contact_note_id'])]?.channel);
  return t(way?.last ?? 'today.last.other', { when: whenWords(at, zone) });
}

/** "3 d ago", "yesterday", "in March", "in May 2025": within a sentence. */
export function whenWords(at: string, zone: string, now = new Date()): string {
  const days = -daysUntil(at, zone, now);
  if (days <= 60) return ago(at, zone, now).toLocaleLowerCase();
  const then = new Date(at);
  const sameYear = then.getFullYear() === now.getFullYear();
  const month = new Intl.DateTimeFormat(undefined, {
    month: sameYear ? 'long' : 'short',
    ...(sameYear ? {} : { year: 'numeric' }),
    timeZone: zone,
  }).format(then);
  return t('today.last.month', { month });
}

export interface Reach {
  href: string;
  icon: LucideIcon;
  text: TextKey;
}

/** How to reach out at once: by the way somebody prefers, else by what there is. */
export function reachOf(item: Row): Reach | null {
  const phone = text(item, 'phone');
  const email = text(item, 'email');
  const call: Reach | null = phone
    ? { href: `tel:${phone.replace(/[^\d+]/g, '')}`, icon: Phone, text: 'today.reach.phone' }
    : null;
  const write: Reach | null = email
    ? { href: `mailto:${email}`, icon: Mail, text: 'today.reach.email' }
    : null;
  const prefers = wayOf(text(item, 'contact_medium'))?.channel;
  if (prefers === 'email' && write) return write;
  if (call ?? write) return call ?? write;
  const url = text(item, 'url') ?? (text(item, 'domain') && `https://${text(item, 'domain')}`);
  return url && /^https?:\/\//i.test(url)
    ? { href: url, icon: ExternalLink, text: 'today.reach.link' }
    : null;
}

export const keyOf = (item: FollowUp) => `${item.entity_type}:${item.entity_id}`;

export interface SnoozeChoice {
  text: TextKey;
  days: number;
}

/** `weekday`: 0 is Monday. */
export function snoozeChoices(weekday: number, rhythm: number | null): SnoozeChoice[] {
  const choices: SnoozeChoice[] = [
    { text: 'today.snooze.tomorrow', days: 1 },
    { text: 'today.snooze.monday', days: 7 - weekday },
    { text: 'today.snooze.week', days: 7 },
  ];
  return rhythm === null ? choices : [...choices, { text: 'today.snooze.rhythm', days: rhythm }];
}
