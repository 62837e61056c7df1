// What can be done to those selected: stage, tags, owner, any other field, the trash. The number is named
// before anything happens; long work shows how far it is; one action is one undo.
import { CircleDot, SlidersHorizontal, Tag as TagIcon, Trash2, UserRoundCheck } from 'lucide-react';
import { useState, type ReactElement } from 'react';
import type { Row, Value } from '../../api/types';
import { field as findField, type EntityMeta, type FieldMeta } from '../../data/meta';
import { useMembers, useTags } from '../../data/refs';
import { bulkChange, tellProblem, type Bulk, type Values } from '../../data/writes';
import type { ListQuery } from '../../data/records';
import { Control, fieldLabel, isEditable, kindOf, optionsOf } from '../../fields';
import { t } from '../../text';
import {
  among,
  Button,
  classes,
  Combobox,
  Field,
  Icon,
  Kbd,
  Menu,
  MenuItem,
  MenuLine,
  Popover,
  ProgressBar,
  Select,
  VisuallyHidden,
  type LucideIcon,
} from '../../ui';
import { targetOf } from './bulk';
import { countSelected, type Selection } from './selection';

export interface BulkBarProps {
  entity: EntityMeta;
  query: ListQuery;
  selection: Selection;
  /** How many the question finds. */
  total: number;
  /** Those of the page that are here. */
  here: Row[];
  onAll: () => void;
  onHere: () => void;
  onClear: () => void;
}

export function useBulk({
  entity,
  query,
  selection,
  total,
}: Pick<BulkBarProps, 'entity' | 'query' | 'selection' | 'total'>) {
  const [done, setDone] = useState<number>();
  const run = async (bulk: Bulk, what: (n: number) => string) => {
    setDone(0);
    try {
      const target = await targetOf(entity, query, selection, total);
      await bulkChange(entity.name, target, bulk, what, setDone);
    } catch (e) {
      tellProblem(e);
    } finally {
      setDone(undefined);
    }
  };
  return { done, run };
}

export function trashWords(n: number, name = ''): string {
  return t('done.trashed', { n, name: name || t('list.one') });
}

function BarButton({ icon, ...rest }: React.ComponentProps<'button'> & { icon: LucideIcon }) {
  return (
    <button type="button" {...rest} className={classes('btn', rest.className)}>
      <Icon of={icon} />
      {rest.children}
    </button>
  );
}

export function BulkBar(props: BulkBarProps) {
  const { entity, selection, total, here, onAll, onHere, onClear } = props;
  const { done, run } = useBulk(props);
  const n = countSelected(selection, total);
  const set = (values: Values, label: string) =>
    void run({ action: 'update', values }, (count) => t('bulk.set', { n: count, field: label }));
  const stage = findField(entity, 'stage');
  const owner = findField(entity, 'owner_id');
  const tags = findField(entity, 'tags');

  if (done !== undefined)
    return (
      <div className="bulk" role="status">
        <b className="bb">{t('bulk.running', { n: done, of: n })}</b>
        <ProgressBar value={done} max={n} label={t('bulk.progress')} />
      </div>
    );
  return (
    <div className="bulk" role="toolbar" aria-label={t('bulk.title')}>
      <b className="bb" aria-live="polite">
        {selection.kind === 'all' ? t('bulk.all', { n }) : t('bulk.some', { n })}
      </b>
      <span className="sep" />
      {selection.kind === 'all' ? (
        <button type="button" className="lnk" onClick={onHere}>
          {t('bulk.onlyHere', { n: here.length })}
        </button>
      ) : (
        n < total && (
          <button type="button" className="lnk" onClick={onAll}>
            {t('bulk.takeAll', { n: total })}
          </button>
        )
      )}
      <span className="sep" />
      <span className="scroll">
        {stage && isEditable(stage) && (
          <Menu
            label={fieldLabel(stage)}
            trigger={<BarButton icon={CircleDot}>{fieldLabel(stage)}</BarButton>}
          >
            {optionsOf(stage).map((o) => (
              <MenuItem
                key={o.value}
                onSelect={() =>
                  void run({ action: 'stage', value: o.value }, (count) =>
                    t('bulk.stage', { n: count, stage: o.label }),
                  )
                }
              >
                {o.content ?? o.label}
              </MenuItem>
            ))}
          </Menu>
        )}
        {tags && <TagButton here={here} run={run} />}
        {owner && isEditable(owner) && <OwnerButton label={fieldLabel(owner)} onSet={set} />}
        <SetButton entity={entity} onSet={set} />
        {entity.trash && (
          <BarButton
            icon={Trash2}
            onClick={() => {
              onClear();
              void run({ action: 'trash' }, (count) => trashWords(count));
            }}
          >
            {t('bulk.trash')}
          </BarButton>
        )}
      </span>
      <span className="sep" />
      <button type="button" className="btn" style={{ paddingInline: 6 }} onClick={onClear}>
        <VisuallyHidden>{t('bulk.clear')} </VisuallyHidden>
        <Kbd keys="escape" />
      </button>
    </div>
  );
}

function TagButton({ here, run }: { here: Row[]; run: ReturnType<typeof useBulk>['run'] }) {
  const [open, setOpen] = useState(false);
  const known = useTags();
  const options = known.map((tag) => ({
    id: tag.name,
    label: tag.name,
    detail: tag.count ?? undefined,
  }));
  const worn = [...new Set(here.flatMap((row) => row.tags ?? []))].map((name) => ({
    id: name,
    label: name,
  }));
  const act = (action: 'add_tag' | 'remove_tag', name: string) => {
    setOpen(false);
    const key = action === 'add_tag' ? 'bulk.tagged' : 'bulk.untagged';
    void run({ action, value: name }, (n) => t(key, { n, tag: name }));
  };
  return (
    <Popover
      label={t('bulk.tag')}
      open={open}
      onOpenChange={setOpen}
      width={260}
      trigger={<BarButton icon={TagIcon}>{t('bulk.tag')}</BarButton>}
    >
      <div className="col g12">
        <Field label={t('bulk.addTag')}>
          <Combobox
            autoFocus
            label={t('bulk.addTag')}
            load={among(options)}
            onChoose={(o) => act('add_tag', o.id)}
            onCreate={(name) => act('add_tag', name)}
          />
        </Field>
        <Field label={t('bulk.removeTag')}>
          <Combobox
            label={t('bulk.removeTag')}
            load={among(worn.length > 0 ? worn : options)}
            onChoose={(o) => act('remove_tag', o.id)}
          />
        </Field>
      </div>
    </Popover>
  );
}

function OwnerButton({
  label,
  onSet,
}: {
  label: string;
  onSet: (values: Values, label: string) => void;
}) {
  const members = useMembers();
  return (
    <Menu label={label} trigger={<BarButton icon={UserRoundCheck}>{label}</BarButton>}>
      {members.map((m) => (
        <MenuItem key={m.user_id} onSelect={() => onSet({ owner_id: m.user_id }, label)}>
          {m.name}
        </MenuItem>
      ))}
      <MenuLine />
      <MenuItem onSelect={() => onSet({ owner_id: null }, label)}>{t('bulk.nobody')}</MenuItem>
    </Menu>
  );
}

/** Fields that one value may be right for on many. */
function settable(entity: EntityMeta): FieldMeta[] {
  const apart = new Set(['stage', 'owner_id']);
  return entity.fields.filter(
    (f) =>
      isEditable(f) &&
      !f.is_name &&
      !f.input_only &&
      !apart.has(f.name) &&
      !['tags', 'links', 'longtext', 'email', 'phone', 'channel'].includes(f.type) &&
      !(f.type === 'ref' && f.target === null),
  );
}

function SetButton({
  entity,
  onSet,
}: {
  entity: EntityMeta;
  onSet: (values: Values, label: string) => void;
}) {
  const [open, setOpen] = useState(false);
  return (
    <Popover
      label={t('bulk.setField')}
      open={open}
      onOpenChange={setOpen}
      width={280}
      trigger={<BarButton icon={SlidersHorizontal}>{t('bulk.setField')}</BarButton>}
    >
      <SetForm
        entity={entity}
        onSet={(values, label) => {
          setOpen(false);
          onSet(values, label);
        }}
      />
    </Popover>
  );
}

function SetForm({
  entity,
  onSet,
}: {
  entity: EntityMeta;
  onSet: (values: Values, label: string) => void;
}): ReactElement | null {
  const fields = settable(entity);
  const likely = fields.find((f) => ['priority', 'choice'].includes(kindOf(f))) ?? fields[0];
  const [name, setName] = useState(likely?.name);
  const [value, setValue] = useState<Value>(null);
  const [also, setAlso] = useState<Values>({});
  const field = fields.find((f) => f.name === name);
  if (!field) return null;
  const label = fieldLabel(field);
  const options = fields.map((f) => ({ value: f.name, label: fieldLabel(f) }));
  return (
    <form
      className="col g12"
      onSubmit={(e) => {
        e.preventDefault();
        onSet({ [field.name]: value, ...also }, label);
      }}
    >
      <Select
        label={t('filter.field')}
        value={field.name}
        options={options}
        onChange={(next) => {
          setName(next);
          setValue(null);
          setAlso({});
        }}
      />
      <Control
        key={field.name}
        field={field}
        value={value}
        label={label}
        onChange={(next, more = {}) => {
          setValue(next);
          setAlso(more);
        }}
      />
      <Button kind="primary" type="submit" wide>
        {value === null ? t('bulk.empty', { field: label }) : t('bulk.setThis', { field: label })}
      </Button>
    </form>
  );
}
