// Logging what was said: with whom, by which way, when, and what comes next; one step, one undo.
import { get } from '../api/client';
import type { Page, Row } from '../api/types';
import { asOneStep } from './changes';
import { keys, queryClient } from './client';
import { pluralOf, refreshLists } from './records';
import { noteStep } from './undo';

/** Somebody, or something, that was talked with or about. `id` null: to be created by this name. */
export interface Party {
  entity: string;
  id: number | null;
  name: string;
}

export interface Said {
  parties: Party[];
  content: string;
  channel: string | null;
  /** Moment or day when it was not just now. */
  when: string | null;
  nextAction: string;
  /** Moment or day of the next step. */
  nextAt: string | null;
}

export function contactSearchOptions(q: string) {
  return {
    queryKey: keys.own('contacts.search', q),
    queryFn: async ({ signal }: { signal?: AbortSignal }) =>
      (await get<Page<Row>>('/crm/contacts/search', { q, limit: 8 }, signal)).data,
    enabled: q.trim().length > 0,
    staleTime: 30_000,
  };
}

/** Is there a way back to the person that does not need a date? */
export function hasRhythm(row: Row | undefined): boolean {
  return typeof row?.['contact_every'] === 'string';
}

type Send = Parameters<Parameters<typeof asOneStep>[0]>[0];

/** A note, and for people the dates that go with it. Whoever was due and has no next step is done. */
async function logOne(send: Send, party: Party, said: Said, endOfToday: string): Promise<void> {
  const created =
    party.id === null
      ? await send<Row>('POST', `/crm/${pluralOf(party.entity)}`, { name: party.name })
      : null;
  const id = created?.id ?? party.id;
  const path = `/crm/${pluralOf(party.entity)}/${id}`;
  const before = created ?? (await get<Row>(path));
  if (party.entity === 'contact') {
    await send('POST', '/crm/interactions', {
      contact_id: id,
      content: said.content,
      channel: said.channel,
      ...(said.nextAction ? { next_action: said.nextAction } : {}),
      ...(said.nextAt ? { next_action_due: said.nextAt } : {}),
    });
  } else {
    const note = { entity_type: party.entity, entity_id: id };
    await send('POST', '/crm/notes', { ...note, content: said.content, channel: said.channel });
    if (said.nextAction)
      await send('POST', '/crm/notes', {
        ...note,
        content: said.nextAction,
        is_next_contact: true,
      });
  }
  await settleDates(send, path, party, before, said, endOfToday);
}

/** What the interaction alone does not set. */
async function settleDates(
  send: Send,
  path: string,
  party: Party,
  before: Row,
  said: Said,
  endOfToday: string,
): Promise<void> {
  const values: Record<string, string | null> = {};
  const last = before['last_contact_at'];
  const next = before['next_contact_at'];
  if (said.when) values['last_contact_at'] = later(said.when, last);
  else if (party.entity !== 'contact') values['last_contact_at'] = new Date().toISOString();
  if (said.nextAt) values['next_contact_at'] = said.nextAt;
  else if (!hasRhythm(before) && typeof next === 'string' && next < endOfToday) {
    values['next_contact_at'] = null;
    const action = before['next_contact_note_id'];
    if (typeof action === 'number' && !said.nextAction)
      await send('PATCH', `/crm/notes/${action}`, { is_next_contact: false });
  }
  const alreadySet = party.entity === 'contact' && !said.when && values['next_contact_at'] !== null;
  if (Object.keys(values).length && !alreadySet) await send('PATCH', path, values);
}

/** A talk of last week does not hide one of yesterday. */
function later(when: string, last: unknown): string {
  return typeof last === 'string' && new Date(last) > new Date(when) ? last : when;
}

export async function logSaid(said: Said, endOfToday: string, what: string): Promise<void> {
  const { changeId } = await asOneStep(async (send) => {
    for (const party of said.parties) await logOne(send, party, said, endOfToday);
  });
  noteStep(changeId, what);
  refreshLists();
  void queryClient.invalidateQueries({
    predicate: (q) => ['record', 'timeline'].includes(String(q.queryKey[1])),
  });
}
