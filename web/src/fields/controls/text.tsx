// What is typed: text, numbers, amounts.
import { useState } from 'react';
import type { Value } from '../../api/types';
import { t } from '../../text';
import { Input, PriorityBars, Rating, TextArea } from '../../ui';
import { kindOf, type Kind } from '../kinds';
import { currencyOf, readMoney, readNumber } from '../values';
import type { ControlProps } from './props';

const asText = (value: Value | undefined) =>
  value === null || value === undefined ? '' : String(value);

const modes: Partial<Record<Kind, 'email' | 'tel' | 'url'>> = {
  email: 'email',
  phone: 'tel',
  url: 'url',
  domain: 'url',
};

/** What each field of one line takes from its control. */
const line = ({ label, autoFocus, size, invalid }: ControlProps) => ({
  'aria-label': label,
  autoFocus,
  size,
  invalid,
  autoComplete: 'off',
});

const textOrNull = (text: string) => (text === '' ? null : text);

export function TextControl(props: ControlProps) {
  const { field, value, onChange, filter } = props;
  const limit = field.max_length !== null && !filter ? { maxLength: field.max_length } : {};
  return (
    <Input
      {...line(props)}
      inputMode={modes[kindOf(field)] ?? 'text'}
      value={asText(value)}
      onChange={(e) => onChange(textOrNull(e.target.value))}
      {...limit}
    />
  );
}

export function LongControl(props: ControlProps) {
  const { value, onChange } = props;
  if (props.filter) return <TextControl {...props} />;
  return (
    <TextArea
      {...line(props)}
      size={undefined}
      rows={4}
      value={asText(value)}
      onChange={(e) => onChange(textOrNull(e.target.value))}
    />
  );
}

/** Keeps what is typed as it is typed, while the value is what it means. */
function useTyped(value: Value | undefined, shown: (value: Value | undefined) => string) {
  const [typed, setTyped] = useState<{ text: string; value: Value }>();
  const text = typed && typed.value === value ? typed.text : shown(value);
  return [text, (next: string, meant: Value) => setTyped({ text: next, value: meant })] as const;
}

export function NumberControl(props: ControlProps) {
  const { field, value, onChange } = props;
  const [text, keep] = useTyped(value, asText);
  const bars = kindOf(field) === 'priority' && typeof value === 'number';
  return (
    <Input
      {...line(props)}
      inputMode="decimal"
      value={text}
      onChange={(e) => {
        const meant = readNumber(e.target.value);
        keep(e.target.value, meant);
        onChange(meant);
      }}
      end={bars ? <PriorityBars value={value} hideNumber /> : undefined}
    />
  );
}

export function RatingControl(props: ControlProps) {
  const { field, value, onChange, label } = props;
  if (props.filter) return <NumberControl {...props} />;
  return (
    <Rating
      value={typeof value === 'number' ? value : null}
      max={field.max ?? 5}
      label={label}
      onChange={onChange}
    />
  );
}

export function MoneyControl(props: ControlProps) {
  const { field, row, value, onChange, filter } = props;
  const [text, keep] = useTyped(value, asText);
  const [named, setNamed] = useState<string>();
  const change = (next: string) => {
    const { amount, currency } = readMoney(next);
    keep(next, amount);
    setNamed(currency);
    const own = field.currency_field;
    onChange(amount, currency && own && !filter ? { [own]: currency } : undefined);
  };
  return (
    <Input
      {...line(props)}
      inputMode="decimal"
      value={text}
      onChange={(e) => change(e.target.value)}
      end={
        <span className="dim sm" title={t('edit.currency')}>
          {named ?? currencyOf(field, row)}
        </span>
      }
    />
  );
}
