// Search and commands: records of every kind as one types, what can be done here, what was opened last.
// Everything by keys: arrows, enter; mod+enter opens in a new tab, the right arrow shows what can be
// done with a hit; ">" leaves the commands alone.
import { Command as Cmdk } from 'cmdk';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import {
  Building2,
  CalendarDays,
  ChevronRight,
  CircleCheck,
  CornerDownLeft,
  Globe,
  ListFilter,
  NotebookText,
  PanelRight,
  PencilLine,
  Plus,
  Search,
  SquareArrowOutUpRight,
  Zap,
  type LucideIcon,
} from 'lucide-react';
import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { get } from '../../api/client';
import type { Page, SearchHit } from '../../api/types';
import { keys } from '../../data/client';
import { findEntity, useMeta, type EntityMeta, type Meta } from '../../data/meta';
import { prefetchRecord } from '../../data/records';
import { useRecent } from '../../data/recent';
import { useMay } from '../../data/session';
import { entityLabel, pluralLabel } from '../../fields';
import { markWords, matches, splitMarks, type Stretch } from '../../lib/marked';
import { useWidth } from '../../lib/media';
import { isMac } from '../../lib/platform';
import { t } from '../../text';
import { Avatar, Dialog, Icon, Kbd, Segment, Sheet, Skeleton } from '../../ui';
import { useAllCommands, type Command } from '../commands';
import { openOverlay, typedAheadText, type Overlay } from '../overlays';
import { useGo, useWorkspaceId } from '../state';

const PAUSE_MS = 60;
const HITS = 12;
const COMMANDS_SHOWN = 6;
const ALL = 'all';

/** Kinds that can be searched alone, as far as the server has them. */
const kindsShown = ['contact', 'company', 'task', 'note'];

const icons: Record<string, LucideIcon> = {
  company: Building2,
  website: Globe,
  activity: CalendarDays,
  task: CircleCheck,
  note: NotebookText,
};

/** One line of the list: a record, a command, or something to do with what was typed. */
interface Item {
  id: string;
  label: string;
  /** Marked parts of label and the line beneath. */
  marks?: Stretch[];
  sub?: Stretch[];
  end?: string | undefined;
  keys?: string | undefined;
  icon: LucideIcon;
  hit?: { entity: EntityMeta; id: number; name: string };
  run: () => void;
}

interface Group {
  title: string;
  items: Item[];
}

function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}

function useHits(q: string, kind: string) {
  const settled = useSettled(q);
  return useQuery({
    queryKey: keys.own('search', { q: settled, kind }),
    queryFn: ({ signal }) =>
      get<Page<SearchHit>>(
        '/crm/search',
        { q: settled, limit: HITS, type: kind === ALL ? undefined : kind },
        signal,
      ),
    enabled: settled.trim() !== '',
    staleTime: 10_000,
    placeholderData: keepPreviousData,
  });
}

type Go = (path: string, search?: Record<string, string>) => void;

interface Ways {
  meta: Meta;
  go: Go;
  workspace: string;
  mayWrite: boolean;
}

function hitItem(hit: SearchHit, q: string, ways: Ways): Item | null {
  const entity = findEntity(ways.meta, hit.entity_type);
  if (!entity) return null;
  return {
    id: `${entity.name}:${hit.entity_id}`,
    label: hit.name,
    marks: markWords(hit.name, q),
    sub: splitMarks(hit.snippet),
    end: entityLabel(entity),
    icon: icons[entity.name] ?? NotebookText,
    hit: { entity, id: hit.entity_id, name: hit.name },
    run: () => ways.go(`${entity.plural}/${hit.entity_id}`),
  };
}

/** The best one first, then each kind by itself in the order of its best. */
function hitGroups(items: Item[], alone: boolean): Group[] {
  const [best, ...rest] = items;
  if (!best) return [];
  if (alone) return [{ title: t('palette.best'), items }];
  const groups: Group[] = [{ title: t('palette.best'), items: [best] }];
  for (const item of rest) {
    const title = item.hit ? pluralLabel(item.hit.entity) : '';
    const group = groups.slice(1).find((g) => g.title === title);
    if (group) group.items.push(item);
    else groups.push({ title, items: [item] });
  }
  return groups;
}

function commandItem(c: Command): Item {
  return {
    id: `command:${c.id}`,
    label: c.label,
    icon: c.icon ?? Zap,
    keys: c.keys,
    run: c.run,
  };
}

/** What can be done with what was typed, whether or not it was found. */
function doItems(q: string, ways: Ways): Item[] {
  const made = ['contact', 'company', 'task'].flatMap((name): Item[] => {
    const entity = ways.mayWrite ? findEntity(ways.meta, name) : undefined;
    const named = entity?.fields.find((f) => f.is_name)?.name;
    if (!entity || !named) return [];
    return [
      {
        id: `create:${name}`,
        label: t('palette.create', { kind: entityLabel(entity).toLocaleLowerCase(), q }),
        icon: Plus,
        run: () => openOverlay('create', { entity: name, values: { [named]: q } }),
      },
    ];
  });
  const contacts = findEntity(ways.meta, 'contact');
  if (contacts)
    made.push({
      id: 'filter',
      label: t('palette.filter', { list: pluralLabel(contacts).toLocaleLowerCase(), q }),
      icon: ListFilter,
      run: () => ways.go(contacts.plural, { q }),
    });
  return made;
}

/** What can be done with one record. */
function actionItems(hit: NonNullable<Item['hit']>, ways: Ways): Item[] {
  const { entity, id, name } = hit;
  const path = `${entity.plural}/${id}`;
  const items: Item[] = [
    {
      id: 'open',
      label: t('palette.openIt', { name }),
      icon: CornerDownLeft,
      run: () => ways.go(path),
    },
    {
      id: 'tab',
      label: t('palette.openTab', { name }),
      icon: SquareArrowOutUpRight,
      keys: 'mod+enter',
      run: () => window.open(`/w/${ways.workspace}/${path}`, '_blank', 'noopener'),
    },
    {
      id: 'peek',
      label: t('palette.peekAt', { name }),
      icon: PanelRight,
      run: () => ways.go(entity.plural, { peek: `${entity.name}:${id}` }),
    },
  ];
  if (ways.mayWrite && ['contact', 'company', 'website', 'activity', 'task'].includes(entity.name))
    items.push({
      id: 'log',
      label: t('palette.logWith', { name }),
      icon: PencilLine,
      keys: 'l',
      run: () => openOverlay('log', { about: { entity: entity.name, id, name } }),
    });
  return items;
}

function useGroups(text: string, kind: string, ways: Ways) {
  const commandsOnly = text.startsWith('>');
  const q = text.replace(/^>/, '').trim();
  const all = useAllCommands();
  const recent = useRecent();
  const search = useHits(commandsOnly ? '' : q, kind);
  const commands = all.filter((c) => matches(`${c.label} ${c.words ?? ''}`, q)).map(commandItem);

  if (commandsOnly)
    return { groups: [{ title: t('palette.commands'), items: commands }], q, search, commandsOnly };
  if (!q) {
    const seen = recent.flatMap((r): Item[] => {
      const item = hitItem(
        { entity_type: r.entity, entity_id: r.id, name: r.name, snippet: '' },
        '',
        ways,
      );
      return item ? [item] : [];
    });
    const groups = [
      { title: t('palette.recent'), items: seen.slice(0, 6) },
      { title: t('palette.commands'), items: commands },
    ];
    return { groups, q, search, commandsOnly };
  }
  const hits = (search.data?.data ?? [])
    .map((h) => hitItem(h, q, ways))
    .filter((i): i is Item => i !== null);
  const groups = [
    ...hitGroups(hits, kind !== ALL),
    { title: t('palette.commands'), items: commands.slice(0, COMMANDS_SHOWN) },
    { title: t('palette.do'), items: doItems(q, ways) },
  ];
  return { groups, q, search, commandsOnly };
}

const Palette: Overlay<'palette'> = ({ mode, onClose }) => {
  const meta = useMeta();
  const go = useGo();
  const workspace = useWorkspaceId();
  const mayWrite = useMay('member');
  const ways: Ways = { meta, go: go as Go, workspace, mayWrite };
  const [text, setText] = useState(mode === 'commands' ? '>' : '');
  useEffect(() => {
    const ahead = typedAheadText();
    setText((now) => (now.endsWith(ahead) ? now : now + ahead));
  }, []);
  const [kind, setKind] = useState(ALL);
  const [value, setValue] = useState('');
  const [moved, setMoved] = useState(false);
  const [actionsOf, setActionsOf] = useState<Item | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const { groups, q, search, commandsOnly } = useGroups(text, kind, ways);
  const phone = useWidth() === 'phone';

  const shown: Group[] = actionsOf?.hit
    ? [
        {
          title: t('palette.actions', { name: actionsOf.label }),
          items: actionItems(actionsOf.hit, ways),
        },
      ]
    : groups.filter((g) => g.items.length > 0);
  const items = shown.flatMap((g) => g.items);
  const current = items.find((i) => i.id === value) ?? items[0];
  const order = items.map((i) => i.id).join();
  // What was typed puts the cursor on the best hit, also when that comes later than what else is
  // offered; whoever has moved it finds it where it was.
  const [asked, setAsked] = useState('');
  if (asked !== `${q}|${order}`) {
    setAsked(`${q}|${order}`);
    if (!moved || !items.some((i) => i.id === value)) setValue(items[0]?.id ?? '');
  }
  useEffect(() => {
    if (current?.hit) prefetchRecord(current.hit.entity.name, current.hit.id);
  }, [current?.hit?.entity.name, current?.hit?.id]); // eslint-disable-line react-hooks/exhaustive-deps -- by what is under the cursor

  const run = (item: Item) => {
    onClose();
    item.run();
  };
  const back = (to: Item) => {
    setMoved(true);
    setValue(to.id);
    setActionsOf(null);
  };
  /** One step back: from the actions to the hits, from the hits to nothing typed, then out. */
  const escape = (): boolean => {
    if (actionsOf) back(actionsOf);
    else if (text) setText('');
    else return false;
    return true;
  };
  const press = (e: KeyboardEvent) => {
    const mod = isMac ? e.metaKey : e.ctrlKey;
    const field = input.current;
    if (['ArrowDown', 'ArrowUp', 'Home', 'End'].includes(e.key)) setMoved(true);
    const atEnd = field?.selectionStart === field?.value.length;
    if (e.key === 'Enter' && mod && current?.hit) {
      const { entity, id } = current.hit;
      window.open(`/w/${workspace}/${entity.plural}/${id}`, '_blank', 'noopener');
      onClose();
    } else if (e.key === 'ArrowRight' && atEnd && current?.hit && !actionsOf) setActionsOf(current);
    else if (actionsOf && (e.key === 'ArrowLeft' || e.key === 'Backspace')) back(actionsOf);
    else return;
    e.preventDefault();
    e.stopPropagation();
  };

  const Frame = phone ? Sheet : Dialog;
  const waits = q !== '' && !commandsOnly && search.isFetching && !search.data;
  const none =
    q !== '' &&
    !commandsOnly &&
    !waits &&
    !search.data?.data.length &&
    !search.isFetching &&
    !search.isError;
  return (
    <Frame
      title={t('palette.title')}
      bare
      width={688}
      initialFocus={input}
      onClose={onClose}
      onEscape={escape}
    >
      {}
      <div className="pal" onKeyDownCapture={press}>
        <Cmdk
          shouldFilter={false}
          loop
          label={t('palette.title')}
          value={current?.id ?? ''}
          onValueChange={setValue}
        >
          <div className="q">
            <Icon of={Search} size="l" />
            <Cmdk.Input
              ref={input}
              value={text}
              onValueChange={(next) => {
                setActionsOf(null);
                setMoved(false);
                setText(next);
              }}
              placeholder={t('palette.placeholder')}
            />
            {q !== '' && !commandsOnly && !phone && (
              <Kinds meta={meta} kind={kind} onChange={setKind} />
            )}
          </div>
          <Cmdk.List
            label={t('palette.title')}
            className="found"
            onPointerMove={() => setMoved(true)}
          >
            {waits && <Waits />}
            {none && <p className="none dim">{t('palette.none', { q })}</p>}
            {search.isError && q !== '' && <p className="none bad">{t('palette.failed')}</p>}
            {shown.map((group) => (
              <Cmdk.Group key={group.title} heading={group.title}>
                {group.items.map((item) => (
                  <Line
                    key={item.id}
                    item={item}
                    current={item.id === current?.id}
                    onSelect={() => run(item)}
                  />
                ))}
              </Cmdk.Group>
            ))}
          </Cmdk.List>
        </Cmdk>
        {!phone && (
          <Foot
            actions={actionsOf !== null}
            total={q && !commandsOnly ? search.data?.data.length : undefined}
          />
        )}
        <span className="sr" role="status">
          {q && !commandsOnly && search.data
            ? t('palette.found', { n: search.data.data.length })
            : ''}
        </span>
      </div>
    </Frame>
  );
};

export default Palette;

function Kinds({
  meta,
  kind,
  onChange,
}: {
  meta: Meta;
  kind: string;
  onChange: (kind: string) => void;
}) {
  const options = useMemo(
    () => [
      { value: ALL, label: t('palette.everything') },
      ...kindsShown.flatMap((name) => {
        const entity = findEntity(meta, name);
        return entity ? [{ value: name, label: pluralLabel(entity) }] : [];
      }),
    ],
    [meta],
  );
  return (
    <Segment
      size="sm"
      label={t('palette.kinds')}
      value={kind}
      options={options}
      onChange={onChange}
    />
  );
}

function Marked({ parts }: { parts: Stretch[] }) {
  return parts.map((p, i) => (p.hit ? <mark key={i}>{p.text}</mark> : p.text));
}

function Face({ item }: { item: Item }) {
  const { hit } = item;
  if (hit && (hit.entity.name === 'contact' || hit.entity.name === 'company'))
    return (
      <Avatar
        name={hit.name}
        id={hit.id}
        kind={hit.entity.name === 'company' ? 'company' : 'person'}
      />
    );
  return (
    <span className="av co kind" aria-hidden>
      <Icon of={item.icon} size="s" />
    </span>
  );
}

function Line({ item, current, onSelect }: { item: Item; current: boolean; onSelect: () => void }) {
  return (
    <Cmdk.Item value={item.id} onSelect={onSelect} className="pi">
      <Face item={item} />
      <span className="grow col">
        <span className="trunc">{item.marks ? <Marked parts={item.marks} /> : item.label}</span>
        {item.sub && item.sub.length > 0 && (
          <span className="dim sm trunc">
            <Marked parts={item.sub} />
          </span>
        )}
      </span>
      {item.end && <span className="dim sm">{item.end}</span>}
      {item.keys && <Kbd keys={item.keys} />}
      {item.hit && current && <Icon of={ChevronRight} size="s" className="dim" />}
    </Cmdk.Item>
  );
}

function Waits() {
  return (
    <div className="col g12 waits" aria-hidden>
      {[48, 62, 40].map((w) => (
        <Skeleton key={w} width={`${w}%`} />
      ))}
    </div>
  );
}

const feet = [
  { keys: ['arrowup', 'arrowdown'], text: 'palette.foot.move' },
  { keys: ['enter'], text: 'palette.foot.open' },
  { keys: ['mod+enter'], text: 'palette.foot.tab' },
  { keys: ['arrowright'], text: 'palette.foot.actions' },
  { keys: ['>'], text: 'palette.foot.commands' },
] as const;

function Foot({ actions, total }: { actions: boolean; total: number | undefined }) {
  const shown = actions
    ? ([feet[0], feet[1], { keys: ['arrowleft'], text: 'palette.foot.back' }] as const)
    : feet;
  return (
    <footer>
      {shown.map((f) => (
        <span className="row g6" key={f.text}>
          {f.keys.map((k) => (
            <Kbd key={k} keys={k} />
          ))}
          {t(f.text)}
        </span>
      ))}
      <span className="end tn">{total === undefined ? '' : t('palette.found', { n: total })}</span>
    </footer>
  );
}
