// Several values: tags, links, and the lists of a filter.
import { get } from '../../api/client';
import type { Page, SearchHit, Value } from '../../api/types';
import { rememberName, useMembers, useRefName, useTags } from '../../data/refs';
import { t } from '../../text';
import { among, Checkbox, Combobox, Tag, type ComboOption } from '../../ui';
import { Party } from '../Cell';
import { kindOf } from '../kinds';
import { targetOf, textOf } from '../values';
import { entityLabelOf } from '../words';
import { currencyChoices, optionsOf, recordChoices, useMemberChoices, type Choices } from './pick';
import type { ControlProps } from './props';

const listOf = (value: Value | undefined): Value[] => (Array.isArray(value) ? value : []);

function useTagChoices(): Choices {
  const tags = useTags();
  const options = tags.map((tag) => ({
    id: tag.name,
    label: tag.name,
    detail: tag.count ?? undefined,
  }));
  return { load: among<ComboOption>(options), read: (id) => id };
}

export function TagsControl(props: ControlProps) {
  const { value, onChange, label, autoFocus, size, onEscape, filter } = props;
  const tags = useTags();
  const { load } = useTagChoices();
  const names = listOf(value).map(String);
  const add = (name: string) => onChange([...names.filter((n) => n !== name), name]);
  const drop = (name: string) => onChange(names.filter((n) => n !== name));
  return (
    <span className="several">
      {names.map((name) => (
        <Tag
          key={name}
          name={name}
          colour={tags.find((known) => known.name === name)?.color}
          onRemove={() => drop(name)}
        >
          {name}
        </Tag>
      ))}
      <span className="grow">
        <Combobox
          several
          load={load}
          leaveOut={names}
          label={label ?? t('edit.addTag')}
          placeholder={t('edit.addTag')}
          size={size}
          autoFocus={autoFocus}
          onChoose={(o) => add(o.id)}
          onCreate={filter ? undefined : add}
          onEscape={onEscape}
          onBackspace={names.length > 0 ? () => onChange(names.slice(0, -1)) : undefined}
        />
      </span>
    </span>
  );
}

// --- links ---

interface Link {
  entity_type: string;
  entity_id: number;
}

function linksOf(value: Value | undefined): Link[] {
  return listOf(value).flatMap((v) =>
    v !== null && typeof v === 'object' && !Array.isArray(v)
      ? [{ entity_type: String(v['entity_type']), entity_id: Number(v['entity_id']) }]
      : [],
  );
}

function LinkTag({ link, onRemove }: { link: Link; onRemove: () => void }) {
  const name = useRefName(link.entity_type, link.entity_id) ?? '';
  return (
    <Tag name={name} onRemove={onRemove}>
      <Party entity={link.entity_type} id={link.entity_id} name={name} />
    </Tag>
  );
}

const keyOf = (link: Link) => `${link.entity_type}:${link.entity_id}`;

async function findAnything(text: string, signal: AbortSignal): Promise<ComboOption[]> {
  if (!text) return [];
  const found = await get<Page<SearchHit>>('/crm/search', { q: text, limit: 8 }, signal);
  return found.data.map((hit) => {
    rememberName(hit.entity_type, hit.entity_id, hit.name);
    return {
      id: `${hit.entity_type}:${hit.entity_id}`,
      label: hit.name,
      detail: entityLabelOf(hit.entity_type),
    };
  });
}

/** The records something is about. */
export function LinksControl({ value, onChange, label, autoFocus, size, onEscape }: ControlProps) {
  const links = linksOf(value);
  const set = (next: Link[]) => onChange(next.map((link) => ({ ...link })));
  const add = (key: string) => {
    const [entity = '', id] = key.split(':');
    set([...links, { entity_type: entity, entity_id: Number(id) }]);
  };
  return (
    <span className="several">
      {links.map((link) => (
        <LinkTag
          key={keyOf(link)}
          link={link}
          onRemove={() => set(links.filter((l) => l !== link))}
        />
      ))}
      <span className="grow">
        <Combobox
          several
          load={findAnything}
          leaveOut={links.map(keyOf)}
          label={label ?? t('edit.addLink')}
          placeholder={t('edit.addLink')}
          size={size}
          autoFocus={autoFocus}
          onChoose={(o) => add(o.id)}
          onEscape={onEscape}
        />
      </span>
    </span>
  );
}

// --- the lists of a filter ---

const toggle = (values: Value[], value: Value) =>
  values.includes(value) ? values.filter((v) => v !== value) : [...values, value];

interface Ticked {
  value: Value;
  label: React.ReactNode;
}

function Ticks({
  options,
  value,
  onChange,
}: {
  options: Ticked[];
  value: Value[];
  onChange: (v: Value) => void;
}) {
  return (
    <span className="col ticks">
      {options.map((o) => (
        <Checkbox
          key={String(o.value)}
          checked={value.includes(o.value)}
          onChange={() => onChange(toggle(value, o.value))}
        >
          {o.label}
        </Checkbox>
      ))}
    </span>
  );
}

function ChosenTag({
  field,
  value,
  onRemove,
}: Pick<ControlProps, 'field'> & { value: Value; onRemove: () => void }) {
  const target = kindOf(field) === 'record' ? targetOf(field, undefined) : null;
  useRefName(target, typeof value === 'number' ? value : null);
  const text = textOf(field, value);
  return (
    <Tag name={text} onRemove={onRemove}>
      {text}
    </Tag>
  );
}

function Chosen({ choices, ...props }: ControlProps & { choices: Choices }) {
  const { field, value, onChange, label, autoFocus, size } = props;
  const values = listOf(value);
  return (
    <span className="several">
      {values.map((v) => (
        <ChosenTag
          key={String(v)}
          field={field}
          value={v}
          onRemove={() => onChange(toggle(values, v))}
        />
      ))}
      <span className="grow">
        <Combobox
          several
          load={choices.load}
          leaveOut={values.map(String)}
          label={label}
          size={size}
          autoFocus={autoFocus}
          onChoose={(o) => onChange(toggle(values, choices.read(o.id)))}
        />
      </span>
    </span>
  );
}

/** Any of several values, for a filter. */
export function ManyControl(props: ControlProps) {
  const { field, value, onChange } = props;
  const members = useMembers();
  const memberChoices = useMemberChoices();
  const values = listOf(value);
  switch (kindOf(field)) {
    case 'choice':
    case 'stage': {
      const options = optionsOf(field).map((o) => ({
        value: o.value,
        label: o.content ?? o.label,
      }));
      return <Ticks options={options} value={values} onChange={onChange} />;
    }
    case 'member': {
      if (members.length > 8) return <Chosen {...props} choices={memberChoices} />;
      const people = members.map((m) => ({
        value: m.user_id,
        label: <Party entity="user" id={m.user_id} name={m.name} />,
      }));
      return (
        <Ticks
          options={[{ value: 'me', label: t('op.me') }, ...people]}
          value={values}
          onChange={onChange}
        />
      );
    }
    case 'tags':
      return <TagsControl {...props} filter />;
    case 'currency':
      return <Chosen {...props} choices={currencyChoices} />;
    default:
      return <Chosen {...props} choices={recordChoices(targetOf(field, undefined) ?? 'contact')} />;
  }
}
