import { describe, expect, it } from 'vitest';
import type { EntityMeta } from '../../data/meta';
import { emptyDraft, isPlanned, mentionAt, titled, writesOf, type Place } from './compose';

function entity(name: string, plural: string, fields: string[]): EntityMeta {
  return { name, plural, fields: fields.map((f) => ({ name: f })) } as unknown as EntityMeta;
}

const now = new Date('2026-06-09T10:00:00Z');
const dates = ['last_contact_at', 'next_contact_at'];
const place = (e: EntityMeta, more = {}): Place => ({
  entity: e,
  row: { id: 5, created_at: '', updated_at: '', ...more },
  userId: 7,
  now,
});
const contact = place(entity('contact', 'contacts', dates));
const company = place(entity('company', 'companies', dates));
const task = place(entity('task', 'tasks', []));
const jonas = { id: 9, name: 'Jonas' };

describe('writesOf', () => {
  it('logs a call with a contact as an interaction, with its next step', () => {
    const draft = { ...emptyDraft, text: ' Agreed ', next: 'Ask legal', nextDay: '2026-06-12' };
    expect(writesOf('call', draft, contact)).toEqual([
      {
        method: 'POST',
        path: '/crm/interactions',
        body: {
          contact_id: 5,
          content: 'Agreed',
          channel: 'phone',
          next_action: 'Ask legal',
          next_action_due: '2026-06-12',
        },
      },
    ]);
  });

  it('logs it with each who took part, once', () => {
    const draft = { ...emptyDraft, text: 'Lunch', with: [jonas, { id: 5, name: 'Amara' }] };
    const ids = writesOf('meeting', draft, contact).map((w) => w.body['contact_id']);
    expect(ids).toEqual([5, 9]);
  });

  it('keeps what was said on a company as a note, and when', () => {
    const writes = writesOf('call', { ...emptyDraft, text: 'Hello' }, company);
    expect(writes.map((w) => w.path)).toEqual(['/crm/notes', '/crm/companies/5']);
    expect(writes[0]?.body).toMatchObject({
      entity_type: 'company',
      entity_id: 5,
      channel: 'phone',
    });
    expect(writes[1]?.body).toEqual({ last_contact_at: now.toISOString() });
  });

  it('plans what is to come as an open activity with links', () => {
    const when = '2026-06-10T08:00:00Z';
    const draft = { ...emptyDraft, text: 'Kick-off\nBring cake', when, with: [jonas] };
    expect(isPlanned('meeting', draft, now)).toBe(true);
    expect(writesOf('meeting', draft, contact)).toEqual([
      {
        method: 'POST',
        path: '/crm/activities',
        body: {
          type: 'meeting',
          title: 'Kick-off',
          description: 'Bring cake',
          due_at: when,
          status: 'open',
          links: [
            { entity_type: 'contact', entity_id: 5 },
            { entity_type: 'contact', entity_id: 9 },
          ],
        },
      },
    ]);
  });

  it('tells the record of a talk that was, unless a later one is known', () => {
    const draft = { ...emptyDraft, text: 'Met', when: '2026-06-01T08:00:00Z' };
    expect(writesOf('meeting', draft, contact)[1]?.body).toEqual({
      last_contact_at: '2026-06-01T08:00:00Z',
    });
    const later = place(contact.entity, { last_contact_at: '2026-06-05T08:00:00Z' });
    expect(writesOf('meeting', draft, later)).toHaveLength(1);
  });

  it('takes a next step from a note only where the record keeps one', () => {
    const draft = { ...emptyDraft, text: 'A note', next: 'Call', nextDay: '2026-06-12' };
    expect(writesOf('note', draft, company)[1]?.body).toMatchObject({
      content: 'Call',
      is_next_contact: true,
      next_contact_at: '2026-06-12',
    });
    expect(writesOf('note', draft, task)).toHaveLength(1);
    expect(writesOf('note', { ...draft, next: '' }, company)[1]).toMatchObject({ method: 'PATCH' });
  });

  it('gives a task to its maker or to the pool', () => {
    const draft = { ...emptyDraft, text: 'Send terms' };
    expect(writesOf('task', draft, contact)[0]?.body).toMatchObject({
      owner_id: 7,
      title: 'Send terms',
    });
    expect(writesOf('task', { ...draft, pool: true }, contact)[0]?.body).not.toHaveProperty(
      'owner_id',
    );
  });
});

describe('titled', () => {
  it('keeps all of a long first line', () => {
    const long = 'x'.repeat(300);
    expect(titled(long).title).toHaveLength(255);
    expect(titled(long).description).toBe(long);
  });
});

describe('mentionAt', () => {
  it('finds the name that is being typed', () => {
    expect(mentionAt('Met @jon', 8)).toEqual({ words: 'jon', start: 4 });
    expect(mentionAt('@', 1)).toEqual({ words: '', start: 0 });
    expect(mentionAt('Met @jonas pet', 14)).toEqual({ words: 'jonas pet', start: 4 });
  });
  it('is none in a mail address or a sentence', () => {
    expect(mentionAt('jonas@example', 13)).toBeNull();
    expect(mentionAt('@jonas said that he would', 25)).toBeNull();
  });
});
