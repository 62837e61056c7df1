// The line of filters: typed words, a chip for each condition, more of them, how many fit, the order, the
// columns.
import { ArrowDownWideNarrow, ArrowUpNarrowWide, Plus, Search, X } from 'lucide-react';
import { useRef, useState, type ReactElement, type Ref } from 'react';
import { useWidth } from '../../lib/media';
import { useRefName } from '../../data/refs';
import { field as findField, type EntityMeta, type FieldMeta } from '../../data/meta';
import {
  addNode,
  dropNode,
  fieldIcon,
  fieldLabel,
  filterFields,
  FilterValue,
  operators,
  operatorsOf,
  operatorWords,
  setNode,
  shownFields,
  targetOf,
  textOf,
  withOperator,
  type Condition,
  type Group,
  type Node,
  type OperatorId,
} from '../../fields';
import { rem } from '../../lib/rem';
import { t } from '../../text';
import {
  Button,
  Chip,
  classes,
  Icon,
  IconButton,
  Input,
  Kbd,
  Menu,
  MenuChoice,
  MenuItem,
  MenuLine,
  Popover,
  type ChipPart,
} from '../../ui';
import { GroupEditor, firstCondition } from './GroupEditor';
import { readSort, sortText, type Sort } from './columns';

// --- in words ---

/** "Follow-up, Demo": the names of records come as they are known. */
export function valueWords(field: FieldMeta | undefined, c: Condition): string {
  if (operators[c.operator].takes === 'none') return '';
  if (!field || c.value === undefined) return t('filter.choose');
  return textOf(field, c.value) || t('filter.choose');
}

export function conditionWords(entity: EntityMeta, c: Condition): string {
  const field = findField(entity, c.field);
  const label = field ? fieldLabel(field) : c.field;
  return [label, operatorWords(c.operator), valueWords(field, c)].filter(Boolean).join(' ');
}

export function nodeWords(entity: EntityMeta, node: Node): string {
  if (node.kind === 'condition') return conditionWords(entity, node);
  if (node.kind === 'foreign') return JSON.stringify(node.filter);
  const join = t(node.join === 'and' ? 'filter.and' : 'filter.or');
  const inner = node.nodes.map((n) => nodeWords(entity, n)).join(` ${join} `);
  return node.not ? t('filter.not', { what: inner }) : inner;
}

/** Has the names of what a condition points to asked for. */
function Names({ field, value }: { field: FieldMeta; value: Condition['value'] }) {
  const ids = [value].flat().filter((v): v is number => typeof v === 'number');
  const target = field.type === 'ref' ? targetOf(field, undefined) : null;
  return target === null ? null : ids.map((id) => <NameOf key={id} entity={target} id={id} />);
}

function NameOf({ entity, id }: { entity: string; id: number }) {
  useRefName(entity, id);
  return null;
}

// --- chips ---

interface ChipsProps {
  entity: EntityMeta;
  filter: Group;
  onFilter: (filter: Group) => void;
  /** The condition whose value is being chosen. */
  open: number | undefined;
  onOpen: (at: number | undefined) => void;
}

export function FilterChips({ entity, filter, onFilter, open, onOpen }: ChipsProps) {
  return filter.nodes.map((node, at) => {
    const change = (next: Node) => onFilter(setNode(filter, at, next));
    const remove = () => {
      onOpen(undefined);
      onFilter(dropNode(filter, at));
    };
    const common = {
      entity,
      open: open === at,
      onOpen: (on: boolean) => onOpen(on ? at : undefined),
      onRemove: remove,
    };
    if (node.kind === 'condition')
      return <ConditionChip key={at} {...common} condition={node} onChange={change} />;
    return <GroupChip key={at} {...common} node={node} onChange={change} />;
  });
}

interface OneProps {
  entity: EntityMeta;
  open: boolean;
  onOpen: (open: boolean) => void;
  onRemove: () => void;
  onChange: (node: Node) => void;
}

function ConditionChip(props: OneProps & { condition: Condition }) {
  const { entity, condition, open, onOpen, onRemove, onChange } = props;
  const field = findField(entity, condition.field);
  const chosen = (operator: OperatorId) => {
    const next = withOperator(condition, operator);
    onChange(next);
    if (next.value === undefined) onOpen(true);
  };
  const wrap = (part: ChipPart, button: ReactElement) => {
    if (!field) return button;
    if (part === 'value')
      return (
        <Popover
          trigger={button}
          label={t('filter.valueOf', { field: fieldLabel(field) })}
          open={open}
          onOpenChange={onOpen}
          width={272}
        >
          <FilterValue
            autoFocus
            field={field}
            operator={condition.operator}
            value={condition.value}
            onChange={(value) => onChange({ ...condition, value })}
          />
        </Popover>
      );
    if (part === 'operator')
      return (
        <Menu trigger={button} label={t('filter.operator')}>
          <MenuChoice
            value={condition.operator}
            options={operatorsOf(field).map((o) => ({ value: o, label: operatorWords(o) }))}
            onChange={chosen}
          />
        </Menu>
      );
    return (
      <FieldPicker
        entity={entity}
        trigger={button}
        onPick={(next) => {
          onChange(firstCondition(next));
          onOpen(true);
        }}
      />
    );
  };
  const value = valueWords(field, condition);
  return (
    <>
      {field && <Names field={field} value={condition.value} />}
      <Chip
        label={conditionWords(entity, condition)}
        field={field ? fieldLabel(field) : condition.field}
        operator={operatorWords(condition.operator)}
        {...(value ? { value: <span className="trunc">{value}</span> } : {})}
        wrap={wrap}
        onRemove={onRemove}
      />
    </>
  );
}

function GroupChip(props: OneProps & { node: Exclude<Node, Condition> }) {
  const { entity, node, open, onOpen, onRemove, onChange } = props;
  const words = nodeWords(entity, node);
  const what =
    node.kind === 'foreign'
      ? t('filter.foreign')
      : t(node.not ? 'filter.noneOf' : node.join === 'or' ? 'filter.anyOf' : 'filter.allOf');
  const wrap = (part: ChipPart, button: ReactElement) =>
    part === 'value' && node.kind === 'group' ? (
      <Popover trigger={button} label={words} open={open} onOpenChange={onOpen} width={560}>
        <GroupEditor entity={entity} group={node} onChange={onChange} />
      </Popover>
    ) : (
      button
    );
  return (
    <Chip
      label={words}
      field={what}
      operator=":"
      value={<span className="trunc">{words || t('filter.choose')}</span>}
      wrap={wrap}
      onRemove={onRemove}
    />
  );
}

// --- adding one ---

interface FieldPickerProps {
  entity: EntityMeta;
  trigger: ReactElement;
  onPick: (field: FieldMeta) => void;
  onGroup?: (() => void) | undefined;
  open?: boolean | undefined;
  onOpenChange?: ((open: boolean) => void) | undefined;
}

/** Fields to choose from, found by typing. What follows a choice waits until the focus is free. */
export function FieldPicker(props: FieldPickerProps) {
  const { entity, trigger, onPick, onGroup, open, onOpenChange } = props;
  const [own, setOwn] = useState(false);
  const next = useRef<() => void>(undefined);
  const change = (on: boolean) => {
    setOwn(on);
    onOpenChange?.(on);
  };
  const pick = (then: () => void) => {
    next.current = then;
    change(false);
  };
  return (
    <Popover
      trigger={trigger}
      label={t('filter.field')}
      open={open ?? own}
      onOpenChange={change}
      onClosed={() => {
        const then = next.current;
        next.current = undefined;
        then?.();
        return then !== undefined;
      }}
      width={248}
      rows
    >
      <FieldList
        entity={entity}
        onPick={(field) => pick(() => onPick(field))}
        onGroup={onGroup && (() => pick(onGroup))}
      />
    </Popover>
  );
}

function FieldList(props: Pick<FieldPickerProps, 'entity' | 'onPick' | 'onGroup'>) {
  const { entity, onPick, onGroup } = props;
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const wanted = text.trim().toLowerCase();
  const fields = filterFields(entity).filter((f) => fieldLabel(f).toLowerCase().includes(wanted));
  const cursor = Math.min(at, fields.length - 1);
  const move = (step: number) => {
    const next = (cursor + step + fields.length) % Math.max(fields.length, 1);
    setAt(next);
    list.current?.children[next]?.scrollIntoView({ block: 'nearest' });
  };
  return (
    <>
      <div style={{ padding: '2px 2px 6px' }}>
        <Input
          size="sm"
          soft
          icon={Search}
          autoFocus
          role="combobox"
          aria-expanded
          aria-controls="filter-fields"
          aria-activedescendant={fields[cursor] ? `filter-field-${cursor}` : undefined}
          aria-label={t('list.findField')}
          placeholder={t('list.findField')}
          value={text}
          onChange={(e) => {
            setText(e.target.value);
            setAt(0);
          }}
          onKeyDown={(e) => {
            if (e.key === 'ArrowDown') move(1);
            else if (e.key === 'ArrowUp') move(-1);
            else if (e.key === 'Enter' && fields[cursor]) onPick(fields[cursor]);
            else return;
            e.preventDefault();
          }}
        />
      </div>
      <div
        ref={list}
        role="listbox"
        id="filter-fields"
        aria-label={t('filter.field')}
        style={{ maxBlockSize: rem(300), overflowY: 'auto' }}
      >
        {fields.map((f, i) => (
          // The keys are the field's above it, which keeps the focus.
          // eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
          <div
            key={f.name}
            id={`filter-field-${i}`}
            role="option"
            aria-selected={i === cursor}
            className={classes('it', i === cursor && 'on')}
            onPointerMove={() => setAt(i)}
            onClick={() => onPick(f)}
          >
            <Icon of={fieldIcon(f)} size="s" />
            <span className="grow trunc">{fieldLabel(f)}</span>
          </div>
        ))}
      </div>
      {onGroup && (
        <>
          <hr />
          <button type="button" className="it" onClick={onGroup}>
            <Icon of={Plus} size="s" />
            {t('filter.addGroup')}
          </button>
        </>
      )}
    </>
  );
}

interface AddFilterProps {
  entity: EntityMeta;
  filter: Group;
  onFilter: (filter: Group) => void;
  onOpenChip: (at: number) => void;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

export function AddFilter({
  entity,
  filter,
  onFilter,
  onOpenChip,
  open,
  onOpenChange,
}: AddFilterProps) {
  const add = (node: Node) => {
    onFilter(addNode(filter, node));
    onOpenChip(filter.nodes.length);
  };
  return (
    <FieldPicker
      entity={entity}
      open={open}
      onOpenChange={onOpenChange}
      onPick={(field) => add(firstCondition(field))}
      onGroup={() => add({ kind: 'group', join: 'or', nodes: [] })}
      trigger={
        <Button kind="ghost" size="sm" icon={Plus} kbd="f">
          {t('filter.add')}
        </Button>
      }
    />
  );
}

// --- the rest of the line ---

interface QuickProps {
  value: string;
  onChange: (text: string) => void;
  onLeave: () => void;
  ref: Ref<HTMLInputElement>;
  label: string;
}

export function QuickFilter({ value, onChange, onLeave, ref, label }: QuickProps) {
  return (
    <span className="find" style={{ flex: 'none' }}>
      <Input
        ref={ref}
        size="sm"
        soft
        icon={Search}
        type="search"
        aria-label={label}
        placeholder={label}
        value={value}
        autoComplete="off"
        spellCheck={false}
        onChange={(e) => onChange(e.target.value)}
        onKeyDown={(e) => {
          if (e.key !== 'Escape' && e.key !== 'Enter' && e.key !== 'ArrowDown') return;
          e.preventDefault();
          e.stopPropagation();
          if (e.key === 'Escape') onChange('');
          onLeave();
        }}
        end={
          value === '' ? (
            <Kbd keys="/" />
          ) : (
            <IconButton icon={X} size="sm" label={t('ui.clear')} onClick={() => onChange('')} />
          )
        }
      />
    </span>
  );
}

interface SortMenuProps {
  entity: EntityMeta;
  sort: Sort[];
  onSort: (sort: Sort[]) => void;
  trigger?: ReactElement;
}

export function SortMenu({ entity, sort, onSort, trigger }: SortMenuProps) {
  const phone = useWidth() === 'phone';
  const [first] = sort;
  const named = first && findField(entity, first.name);
  const fields = shownFields(entity).filter((f) => f.sortable);
  const label = named ? fieldLabel(named) : t('list.newest');
  const button = trigger ?? (
    <Button kind="ghost" size="sm" icon={first?.down ? ArrowDownWideNarrow : ArrowUpNarrowWide}>
      <span className="sr">{t('list.sortedBy')} </span>
      {label}
    </Button>
  );
  const down = first?.down ?? false;
  return (
    <Menu trigger={button} label={t('list.sort')} align={phone ? 'end' : 'start'}>
      <MenuChoice
        value={down ? 'down' : 'up'}
        options={[
          { value: 'up', label: t('list.sortUp') },
          { value: 'down', label: t('list.sortDown') },
        ]}
        onChange={(way) =>
          onSort(first ? [{ ...first, down: way === 'down' }, ...sort.slice(1)] : [])
        }
      />
      <MenuLine />
      <MenuChoice
        value={first?.name}
        options={fields.map((f) => ({ value: f.name, label: fieldLabel(f) }))}
        onChange={(name) => onSort([{ name, down }])}
      />
      <MenuLine />
      <MenuItem
        disabled={sortText(sort) === entity.default_sort}
        onSelect={() => onSort(readSort(''))}
      >
        {t('list.sortReset')}
      </MenuItem>
    </Menu>
  );
}
