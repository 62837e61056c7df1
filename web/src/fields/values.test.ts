import { describe, expect, it } from 'vitest';
import { fieldOf, makeField, person } from './fixtures';
import { filterFields, formFields, isEditable, isUpcoming, kindOf, shownFields } from './kinds';
import { operatorsOf } from './operators';
import { linkOf, readMoney, readNumber, targetOf } from './values';
import { fieldLabel, optionLabel, stageColour } from './words';

describe('what was typed', () => {
  it('is a number where it is one, and text where it is not', () => {
    expect(readNumber('7')).toBe(7);
    expect(readNumber(' 1,250.5 ')).toBe(1250.5);
    expect(readNumber('-3')).toBe(-3);
    expect(readNumber('')).toBeNull();
    expect(readNumber('many')).toBe('many');
  });

  it('is an amount, with the currency it names', () => {
    expect(readMoney('500')).toEqual({ amount: 500 });
    expect(readMoney('500 eur')).toEqual({ amount: 500, currency: 'EUR' });
    expect(readMoney('€1,250.50')).toEqual({ amount: 1250.5, currency: 'EUR' });
    expect(readMoney('usd 12')).toEqual({ amount: 12, currency: 'USD' });
    expect(readMoney('')).toEqual({ amount: null });
    expect(readMoney('lots')).toEqual({ amount: 'lots' });
  });
});

describe('a field', () => {
  it('has a kind by its meaning', () => {
    expect(
      ['priority', 'rating', 'stage', 'birthday', 'owner_id', 'company_id'].map((n) =>
        kindOf(fieldOf(n)),
      ),
    ).toEqual(['priority', 'rating', 'stage', 'birthday', 'member', 'record']);
    expect(kindOf(makeField('recur_day', 'int'))).toBe('number');
    expect(kindOf(makeField('status', 'enum'))).toBe('choice');
  });

  it('of a kind the page does not know is text', () => {
    expect(kindOf(makeField('mood', 'hologram' as never))).toBe('text');
  });

  it('is shown once: the name of a reference belongs to its id', () => {
    const names = shownFields(person).map((f) => f.name);
    expect(names).toContain('company_id');
    expect(names).not.toContain('company_name');
    expect(names).not.toContain('secret');
    expect(filterFields(person).every((f) => f.ops.length > 0)).toBe(true);
  });

  it('may be changed unless it is derived', () => {
    expect(isEditable(fieldOf('stage'))).toBe(true);
    expect(isEditable(fieldOf('company_name'))).toBe(false);
    expect(formFields(person)[0]?.name).toBe('name');
    expect(isUpcoming(fieldOf('next_contact_at'))).toBe(true);
    expect(isUpcoming(fieldOf('last_contact_at'))).toBe(false);
  });

  it('asks only what the server takes', () => {
    expect(
      operatorsOf(makeField('background', 'longtext', { ops: ['contains', 'empty'] })),
    ).toEqual(['contains', 'empty', 'filled']);
    expect(operatorsOf(fieldOf('stage'))[0]).toBe('isAny');
  });

  it('is called as people say it', () => {
    expect(fieldLabel({ name: 'last_contact_at', label: 'Last contact at' })).toBe('Last contact');
    expect(fieldLabel({ name: 'shoe_size', label: 'Shoe size' })).toBe('Shoe size');
    expect(optionLabel({ name: 'stage' }, 'closed_won')).toBe('Won');
    expect(optionLabel({ name: 'mood' }, 'very_good')).toBe('Very good');
  });

  it('has colours of stages by their order and meaning', () => {
    const stages = ['a', 'b', 'closed_won', 'closed_lost'];
    expect(stages.map((s) => stageColour(s, stages))).toEqual([
      'var(--st-1)',
      'var(--st-2)',
      'var(--st-won)',
      'var(--st-lost)',
    ]);
  });

  it('leads to where its value can be reached', () => {
    expect(linkOf(makeField('email', 'email'), 'a@b.example')).toBe('mailto:a@b.example');
    expect(linkOf(makeField('phone', 'phone'), '+49 30 55')).toBe('tel:+493055');
    expect(linkOf(makeField('url', 'url'), 'javascript:alert(1)')).toBeUndefined();
  });

  it('may point to what another field tells', () => {
    const about = makeField('entity_id', 'ref', { target_field: 'entity_type' });
    const row = { id: 1, created_at: '', updated_at: '', entity_type: 'task', entity_id: 2 };
    expect(targetOf(about, row)).toBe('task');
    expect(targetOf(about, undefined)).toBeNull();
  });
});
