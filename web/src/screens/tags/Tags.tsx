// The library of tags: rename and recolour in place, merge by a name that is there or by choosing two,
// delete; each with undo. A count opens the records.
import { Link } from '@tanstack/react-router';
import {
  Ellipsis,
  Merge,
  Palette,
  Pencil,
  Plus,
  Search,
  Tags as TagsIcon,
  Trash2,
  X,
} from 'lucide-react';
import { useMemo, useRef, useState, type FormEvent, type KeyboardEvent } from 'react';
import { useKeys } from '../../app/keys';
import { useWorkspaceId } from '../../app/state';
import { useTitle } from '../../app/title';
import { useMeta } from '../../data/meta';
import type { TagRow } from '../../data/refs';
import { useMay } from '../../data/session';
import { problemText, tellProblem } from '../../data/writes';
import { pluralLabel } from '../../fields';
import { number } from '../../lib/numbers';
import { t } from '../../text';
import {
  Button,
  Checkbox,
  EmptyState,
  Icon,
  IconButton,
  Input,
  Kbd,
  Menu,
  MenuItem,
  Popover,
  PopoverClose,
  Segment,
  Tag,
} from '../../ui';
import { DataTable, type Col } from '../shared/DataTable';
import { Failed, Waiting } from '../shared/Loaded';
import { changeTag, createTag, deleteTag, useAllTags } from './data';
import { colours, keeper, mergesWith, sortTags, type TagSort } from './words';
import '../../styles/tags.css';

export default function Tags() {
  const all = useAllTags();
  const may = useMay('member');
  const [text, setText] = useState('');
  const [sort, setSort] = useState<TagSort>('name');
  const [editing, setEditing] = useState<number | null>(null);
  const [chosen, setChosen] = useState<number[]>([]);
  const [adding, setAdding] = useState(false);
  const find = useRef<HTMLInputElement>(null);
  useTitle(t('nav.tags'));

  const wanted = text.trim().toLocaleLowerCase();
  const shown = useMemo(
    () => sortTags(all.tags, sort).filter((x) => x.name.toLocaleLowerCase().includes(wanted)),
    [all.tags, sort, wanted],
  );
  const pair = all.tags.filter((x) => chosen.includes(x.id));
  const start = () => may && setAdding(true);
  useKeys([
    { keys: '/', text: 'tags.find', group: 'list', run: () => find.current?.focus() },
    { keys: 'n', text: 'tags.new', group: 'list', run: start },
    {
      keys: 'escape',
      text: 'tags.unchoose',
      group: 'list',
      run: () => setChosen([]),
      when: () => chosen.length > 0,
    },
  ]);

  const columns = useColumns({ tags: all.tags, may, editing, setEditing, chosen, setChosen });
  return (
    <>
      <div className="top line">
        <h1>{t('nav.tags')}</h1>
        {all.isSuccess && <span className="dim tn">{number(all.tags.length)}</span>}
        <div className="row g6 end tags-tools">
          <Input
            ref={find}
            soft
            size="sm"
            icon={Search}
            type="search"
            aria-label={t('tags.find')}
            placeholder={t('tags.find')}
            value={text}
            onChange={(e) => setText(e.target.value)}
            end={<Kbd keys="/" />}
          />
          {may && (
            <Button kind="primary" icon={Plus} kbd="n" onClick={start}>
              {t('tags.new')}
            </Button>
          )}
        </div>
      </div>
      <div className="body tags-body">
        <div className="tags-line">
          <Segment<TagSort>
            size="sm"
            label={t('tags.sort')}
            value={sort}
            onChange={setSort}
            options={[
              { value: 'name', label: t('tags.byName') },
              { value: 'count', label: t('tags.byCount') },
              { value: 'newest', label: t('tags.byAge') },
            ]}
          />
          <p className="muted sm grow">{t('tags.text')}</p>
        </div>
        {adding && <NewTag tags={all.tags} onClose={() => setAdding(false)} />}
        {all.isPending && <Waiting lines={10} />}
        {all.isError && !all.data && (
          <Failed error={all.error} onRetry={() => void all.refetch()} />
        )}
        {all.isSuccess && all.tags.length === 0 && !adding && (
          <EmptyState title={t('tags.none')} text={t('tags.noneText')}>
            {may && (
              <Button kind="primary" icon={Plus} onClick={start}>
                {t('tags.new')}
              </Button>
            )}
          </EmptyState>
        )}
        {all.tags.length > 0 && shown.length === 0 && (
          <EmptyState rings={false} title={t('tags.noMatch', { text: text.trim() })}>
            <Button onClick={() => setText('')}>{t('tags.clear')}</Button>
          </EmptyState>
        )}
        {shown.length > 0 && (
          <DataTable
            className="tags"
            label={t('nav.tags')}
            columns={columns}
            rows={shown}
            rowKey={(x) => x.id}
            rowClass={(x) => (chosen.includes(x.id) ? 'sel' : undefined)}
          />
        )}
        {chosen.length > 0 && <MergeBar pair={pair} onClose={() => setChosen([])} />}
      </div>
    </>
  );
}

interface ColumnsProps {
  tags: TagRow[];
  may: boolean;
  editing: number | null;
  setEditing: (id: number | null) => void;
  chosen: number[];
  setChosen: (ids: number[]) => void;
}

function useColumns(p: ColumnsProps): Col<TagRow>[] {
  const toggle = (id: number) =>
    p.setChosen(p.chosen.includes(id) ? p.chosen.filter((x) => x !== id) : [...p.chosen, id]);
  const columns: Col<TagRow>[] = [
    {
      head: t('tags.name'),
      main: true,
      cell: (tag) => (
        <div className="row g10">
          {p.may && (
            <Checkbox
              label={t('tags.choose', { name: tag.name })}
              checked={p.chosen.includes(tag.id)}
              onChange={() => toggle(tag.id)}
            />
          )}
          {p.may ? <ColourButton tag={tag} /> : null}
          {p.editing === tag.id ? (
            <NameEditor tag={tag} tags={p.tags} onClose={() => p.setEditing(null)} />
          ) : (
            <button
              type="button"
              className="tag-name"
              disabled={!p.may}
              title={t('tags.rename')}
              onClick={() => p.setEditing(tag.id)}
            >
              <Tag colour={tag.color}>{tag.name}</Tag>
            </button>
          )}
        </div>
      ),
    },
    {
      head: t('tags.records'),
      width: 130,
      num: true,
      cell: (tag) => <CountLink tag={tag} />,
    },
  ];
  if (p.may)
    columns.push({
      head: t('do.more'),
      width: 56,
      quiet: true,
      cell: (tag) => (
        <Menu
          align="end"
          trigger={
            <IconButton icon={Ellipsis} size="sm" label={t('set.moreOf', { name: tag.name })} />
          }
        >
          <MenuItem icon={Pencil} onSelect={() => p.setEditing(tag.id)}>
            {t('tags.rename')}
          </MenuItem>
          <MenuItem icon={Merge} onSelect={() => p.setChosen([...new Set([...p.chosen, tag.id])])}>
            {t('tags.mergeWith')}
          </MenuItem>
          <MenuItem icon={Trash2} danger onSelect={() => void deleteTag(tag).catch(tellProblem)}>
            {t('tags.delete')}
          </MenuItem>
        </Menu>
      ),
    });
  return columns;
}

/** The number opens the contacts that carry it; other kinds are one step further. */
function CountLink({ tag }: { tag: TagRow }) {
  const workspace = useWorkspaceId();
  const meta = useMeta();
  const kinds = meta.entities.filter((e) => !e.child && e.fields.some((f) => f.type === 'tags'));
  const filter = JSON.stringify({ field: 'tags', op: 'eq', value: tag.name });
  if (!tag.count) return <span className="dim tn">{number(0)}</span>;
  return (
    <Popover
      label={t('tags.openOf', { name: tag.name })}
      align="end"
      rows
      trigger={
        <button
          type="button"
          className="acc b tn tag-count"
          aria-label={t('tags.recordsOf', { n: tag.count, name: tag.name })}
        >
          {number(tag.count)}
        </button>
      }
    >
      {kinds.map((e) => (
        <PopoverClose key={e.name}>
          <Link
            className="it"
            to={`/w/${workspace}/${e.plural}` as never}
            search={{ filter } as never}
          >
            {pluralLabel(e)}
          </Link>
        </PopoverClose>
      ))}
    </Popover>
  );
}

function ColourButton({ tag }: { tag: TagRow }) {
  const [open, setOpen] = useState(false);
  const set = (color: string | null) => {
    setOpen(false);
    changeTag(tag, { color }, t('tags.recoloured', { name: tag.name })).catch(tellProblem);
  };
  return (
    <Popover
      label={t('tags.colourOf', { name: tag.name })}
      open={open}
      onOpenChange={setOpen}
      trigger={
        <IconButton icon={Palette} size="sm" label={t('tags.colourOf', { name: tag.name })} />
      }
    >
      <div className="tag-colours">
        {colours.map((c, i) => (
          <button
            key={c}
            type="button"
            aria-pressed={tag.color === c}
            aria-label={t('tags.colour', { n: i + 1 })}
            onClick={() => set(c)}
          >
            <Tag colour={c}>{tag.name}</Tag>
          </button>
        ))}
        <button type="button" aria-pressed={tag.color === null} onClick={() => set(null)}>
          <Tag>{t('tags.noColour')}</Tag>
        </button>
      </div>
    </Popover>
  );
}

interface NameEditorProps {
  tag: TagRow;
  tags: TagRow[];
  onClose: () => void;
}

/** Enter and leaving save, esc restores; a name that is there says that it merges. */
function NameEditor({ tag, tags, onClose }: NameEditorProps) {
  const [name, setName] = useState(tag.name);
  const [problem, setProblem] = useState<string | null>(null);
  const closed = useRef(false);
  const other = mergesWith(tags, tag.id, name);
  const close = () => {
    closed.current = true;
    onClose();
  };
  const save = async () => {
    if (closed.current) return;
    const next = name.trim();
    if (next === tag.name || next === '') return close();
    closed.current = true;
    try {
      const what = other
        ? t('tags.merged', { name: tag.name, into: other.name })
        : t('tags.renamed', { name: tag.name, to: next });
      await changeTag(tag, { name: next }, what);
      onClose();
    } catch (e) {
      closed.current = false;
      setProblem(problemText(e));
    }
  };
  const keys = (e: KeyboardEvent) => {
    if (e.key === 'Enter') void save();
    else if (e.key === 'Escape') close();
    else return;
    e.preventDefault();
    e.stopPropagation();
  };
  return (
    <div className="tag-edit">
      <Input
        size="sm"
        aria-label={t('tags.rename')}
        aria-describedby={`tag-${tag.id}-said`}
        invalid={problem !== null}
        maxLength={100}
        autoFocus
        value={name}
        onChange={(e) => setName(e.target.value)}
        onFocus={(e) => e.target.select()}
        onKeyDown={keys}
        // What merges is done by enter only: leaving must not.
        onBlur={() => (other ? close() : void save())}
      />
      <span
        id={`tag-${tag.id}-said`}
        role="status"
        className={problem === null ? 'sm warn' : 'sm bad'}
      >
        {problem ?? (other ? t('tags.willMerge', { name: other.name, n: tag.count ?? 0 }) : '')}
      </span>
    </div>
  );
}

function NewTag({ tags, onClose }: { tags: TagRow[]; onClose: () => void }) {
  const [name, setName] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const there = mergesWith(tags, 0, name);
  const submit = (e: FormEvent) => {
    e.preventDefault();
    if (there) return setProblem(t('tags.there', { name: there.name }));
    createTag(name.trim()).then(onClose, (e: unknown) => setProblem(problemText(e)));
  };
  return (
    <form className="row g6 wrap tag-new" onSubmit={submit}>
      <Input
        size="sm"
        aria-label={t('tags.newName')}
        placeholder={t('tags.newName')}
        required
        maxLength={100}
        invalid={problem !== null}
        autoFocus
        value={name}
        onChange={(e) => {
          setName(e.target.value);
          setProblem(null);
        }}
        onKeyDown={(e) => e.key === 'Escape' && onClose()}
      />
      <Button type="submit" size="sm" kind="primary">
        {t('tags.make')}
      </Button>
      <Button size="sm" onClick={onClose}>
        {t('do.cancel')}
      </Button>
      <span role="alert" className="sm bad">
        {problem}
      </span>
    </form>
  );
}

function MergeBar({ pair, onClose }: { pair: TagRow[]; onClose: () => void }) {
  const [busy, setBusy] = useState(false);
  const [a, b] = pair;
  const two = pair.length === 2 && a && b ? keeper(a, b) : null;
  const merge = () => {
    if (!two) return;
    const [stays, goes] = two;
    setBusy(true);
    changeTag(goes, { name: stays.name }, t('tags.merged', { name: goes.name, into: stays.name }))
      .then(onClose)
      .catch(tellProblem)
      .finally(() => setBusy(false));
  };
  return (
    <div className="bulk" role="toolbar" aria-label={t('tags.merge')}>
      <Icon of={TagsIcon} size="s" />
      <span role="status">
        {two
          ? t('tags.mergeInto', { name: two[1].name, into: two[0].name })
          : t('tags.mergeTwo', { n: pair.length })}
      </span>
      <span className="sep" />
      <Button icon={Merge} busy={busy} disabled={!two} onClick={merge}>
        {t('tags.merge')}
      </Button>
      <IconButton icon={X} label={t('tags.unchoose')} kbd="escape" onClick={onClose} />
    </div>
  );
}
