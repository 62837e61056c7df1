// What is chosen: an option, a stage, yes or no, a currency, a record, a member, a colour.
import { X } from 'lucide-react';
import { createRecord, entityOf, tellProblem } from '../../data/writes';
import { cachedRefName, rememberName, suggest, useMembers, useRefName } from '../../data/refs';
import { useMe } from '../../data/session';
import type { Value } from '../../api/types';
import type { FieldMeta } from '../../data/meta';
import { t } from '../../text';
import {
  among,
  Avatar,
  classes,
  Combobox,
  IconButton,
  Select,
  StageDot,
  type ComboOption,
  type SelectOption,
} from '../../ui';
import { kindOf } from '../kinds';
import { targetOf } from '../values';
import { optionLabel, stageColour } from '../words';
import type { ControlProps } from './props';

const NONE = '';

/** The options of a choice, with their dots. */
export function optionsOf(field: FieldMeta): SelectOption<string>[] {
  const stage = kindOf(field) === 'stage';
  return (field.options ?? []).map((value) => {
    const label = optionLabel(field, value);
    const colour = stageColour(value, field.options ?? []);
    return {
      value,
      label,
      ...(stage ? { content: <StageDot colour={colour}>{label}</StageDot> } : {}),
    };
  });
}

export function ChoiceControl(props: ControlProps) {
  const {
    field,
    value,
    onChange,
    onDone = onChange,
    onEscape,
    label,
    autoFocus,
    size,
    invalid,
  } = props;
  const none = field.required || props.filter ? [] : [{ value: NONE, label: t('edit.none') }];
  return (
    <Select
      value={typeof value === 'string' ? value : NONE}
      options={[...none, ...optionsOf(field)]}
      label={label}
      size={size}
      invalid={invalid}
      startOpen={autoFocus}
      onChange={(chosen) => onDone(chosen === NONE ? null : chosen)}
      onClose={onEscape}
    />
  );
}

export function BoolControl(props: ControlProps) {
  const { value, onChange, onDone = onChange, onEscape, label, autoFocus, size, invalid } = props;
  const options = [
    { value: 'true', label: t('value.yes') },
    { value: 'false', label: t('value.no') },
  ];
  return (
    <Select
      value={typeof value === 'boolean' ? String(value) : null}
      options={options}
      label={label}
      size={size}
      invalid={invalid}
      startOpen={autoFocus}
      onChange={(chosen) => onDone(chosen === 'true')}
      onClose={onEscape}
    />
  );
}

// --- with typing ---

export interface Choices {
  load: (
    text: string,
    signal: AbortSignal,
  ) => Promise<readonly ComboOption[]> | readonly ComboOption[];
  /** What the option's id stands for. */
  read: (id: string) => Value;
}

function currencies(): readonly ComboOption[] {
  const names = new Intl.DisplayNames(undefined, { type: 'currency' });
  return Intl.supportedValuesOf('currency').map((code) => ({
    id: code,
    label: code,
    detail: names.of(code),
  }));
}

/** Finds by code and by name. */
function findCurrencies(text: string): readonly ComboOption[] {
  const wanted = text.toLowerCase();
  return currencies().filter((c) =>
    `${c.label} ${String(c.detail)}`.toLowerCase().includes(wanted),
  );
}

export const currencyChoices: Choices = { load: findCurrencies, read: (id) => id };

/** A way to suggest records of a kind, each with its face. */
export function recordChoices(target: string): Choices {
  const kind = target === 'company' ? 'company' : 'person';
  return {
    read: Number,
    load: async (text, signal) =>
      (await suggest(target, text, signal)).map((s) => {
        rememberName(target, s.id, s.name);
        return {
          id: String(s.id),
          label: s.name,
          detail: s.sub,
          lead: <Avatar name={s.name} id={s.id} kind={kind} size={20} />,
        };
      }),
  };
}

/** The members, oneself first. */
export function useMemberChoices(): Choices {
  const me = useMe().user.id;
  const members = useMembers();
  const options = [...members]
    .sort((a, b) => Number(b.user_id === me) - Number(a.user_id === me))
    .map((m) => ({
      id: String(m.user_id),
      label: m.user_id === me ? t('edit.me', { name: m.name }) : m.name,
      detail: m.email,
      lead: <Avatar name={m.name} id={m.user_id} size={20} />,
    }));
  return { load: among(options), read: Number };
}

interface PickerProps extends ControlProps {
  choices: Choices;
  shown: string;
  onCreate?: ((name: string) => void) | undefined;
}

/** A combobox with a cross beside it that empties it. */
function Picker(props: PickerProps) {
  const { field, choices, shown, value, onChange, onDone = onChange, onEscape, onCreate } = props;
  const clearable = !field.required && !props.filter && value !== null && value !== undefined;
  return (
    <span className="row g4">
      <span className="grow">
        <Combobox
          key={shown}
          text={shown}
          load={choices.load}
          label={props.label}
          size={props.size}
          invalid={props.invalid}
          autoFocus={props.autoFocus}
          onChoose={(o) => onDone(choices.read(o.id))}
          onCreate={onCreate}
          onEscape={onEscape}
          onBackspace={clearable ? () => onDone(null) : undefined}
        />
      </span>
      {clearable && (
        <IconButton icon={X} size="sm" label={t('ui.clear')} onClick={() => onDone(null)} />
      )}
    </span>
  );
}

export function CurrencyControl(props: ControlProps) {
  return (
    <Picker
      {...props}
      choices={currencyChoices}
      shown={typeof props.value === 'string' ? props.value : ''}
    />
  );
}

export function MemberControl(props: ControlProps) {
  const choices = useMemberChoices();
  const name = useMembers().find((m) => m.user_id === props.value)?.name ?? '';
  return <Picker {...props} choices={choices} shown={name} />;
}

/** Kinds whose name is enough to begin with. */
const creatable = new Set(['company', 'contact']);

export function RecordControl(props: ControlProps) {
  const { field, row, value, onChange, onDone = onChange, filter } = props;
  const target = targetOf(field, row) ?? 'contact';
  const id = typeof value === 'number' ? value : null;
  const asked = useRefName(target, id);
  const name = (id !== null && (asked ?? cachedRefName(target, id))) || '';
  const create = (typed: string) => {
    const named = entityOf(target).fields.find((f) => f.is_name)?.name ?? 'name';
    createRecord(target, { [named]: typed }, true)
      .then((made) => {
        rememberName(target, made.id, typed);
        onDone(made.id);
      })
      .catch(tellProblem);
  };
  return (
    <Picker
      {...props}
      choices={recordChoices(target)}
      shown={name}
      onCreate={!filter && creatable.has(target) ? create : undefined}
    />
  );
}

// --- colours ---

export const colours = ['c1', 'c2', 'c3', 'c4', 'c5', 'c6', 'c7', 'c8'] as const;

export function ColourControl({
  value,
  onChange,
  onDone = onChange,
  label,
  autoFocus,
}: ControlProps) {
  return (
    <span className="row g4" role="radiogroup" aria-label={label}>
      {colours.map((name, i) => (
        <button
          key={name}
          type="button"
          role="radio"
          aria-checked={value === name}
          aria-label={t('edit.colour', { n: i + 1 })}
          // eslint-disable-next-line jsx-a11y/no-autofocus -- an editor that was opened on purpose
          autoFocus={autoFocus && i === 0}
          className={classes('swatch tag', `tint-${i}`, value === name && 'on')}
          onClick={() => onDone(name)}
        />
      ))}
      <button type="button" className="btn ghost sm" onClick={() => onDone(null)}>
        {t('edit.noColour')}
      </button>
    </span>
  );
}
