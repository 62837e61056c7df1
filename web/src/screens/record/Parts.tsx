// The parts of a record put together: columns on a wide window, tabs on a narrow one and in a peek.
import { useRef, type ReactNode } from 'react';
import type { Row } from '../../api/types';
import { useMeta, type EntityMeta } from '../../data/meta';
import { number } from '../../lib/numbers';
import { t } from '../../text';
import { Tabs, type Tab } from '../../ui';
import { About, BodyText } from './About';
import { Channels, Domains } from './Channels';
import { Composer } from './Composer';
import { childOf, takesNotes } from './data';
import type { Self } from './entries';
import { NextBar } from './NextBar';
import { useSections, type Section } from './Related';
import { useOpenActivities, useOpenTasks } from './Tasks';
import { Timeline } from './Timeline';
import { DETAILS, TIMELINE, type RecordUi } from './ui';

export interface PartsProps {
  self: Self;
  entity: EntityMeta;
  row: Row;
  ui: RecordUi;
  editable: boolean;
}

/** May something be written on it: a note, a talk, a task? */
export function useWrites(entity: EntityMeta): boolean {
  return takesNotes(useMeta(), entity.name);
}

export function Fields({ self, entity, row, ui, editable }: PartsProps) {
  const meta = useMeta();
  return (
    <>
      {childOf(meta, entity.name, 'channel') && <Channels self={self} editable={editable} />}
      {childOf(meta, entity.name, 'domain') && <Domains self={self} editable={editable} />}
      <About entity={entity} row={row} ui={ui} editable={editable} />
    </>
  );
}

interface StoryProps extends PartsProps {
  scroller: React.RefObject<HTMLElement | null>;
  /** What is next stands above already. */
  nextAbove?: boolean | undefined;
  /** Stands between the next bar and the composer. */
  children?: ReactNode;
}

export function Story(props: StoryProps) {
  const { self, entity, row, ui, editable, scroller, nextAbove, children } = props;
  const writes = useWrites(entity);
  return (
    <>
      {!nextAbove && <NextBar entity={entity} row={row} ui={ui} editable={editable} />}
      {children}
      <BodyText entity={entity} row={row} editable={editable} />
      {writes && editable && <Composer entity={entity} row={row} ui={ui} />}
      <Timeline key={self.id} self={self} editable={editable} scroller={scroller} />
    </>
  );
}

function Counts({ section, self }: { section: Section; self: Self }) {
  if (section.id === 'tasks') return <TaskCount self={self} />;
  return section.id === 'activities' ? <ActivityCount self={self} /> : null;
}

function TaskCount({ self }: { self: Self }) {
  const { rows } = useOpenTasks(self);
  return rows.length ? <>{number(rows.length)}</> : null;
}

function ActivityCount({ self }: { self: Self }) {
  const { rows } = useOpenActivities(self);
  return rows.length ? <>{number(rows.length)}</> : null;
}

/** The timeline, the fields where they have no column, and what is related, a tab each. */
export function RecordTabs(props: Omit<StoryProps, 'scroller'> & { details: boolean }) {
  const { self, row, editable, ui, details, children } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const sections = useSections(props.entity);
  const panel = (body: ReactNode) => <div className="tab-body">{body}</div>;
  const tabs: Tab<string>[] = [
    {
      value: TIMELINE,
      label: t('rec.timeline'),
      panel: panel(
        <div ref={scroller} className="story">
          <Story {...props} scroller={scroller}>
            {children}
          </Story>
        </div>,
      ),
    },
    ...(details
      ? [
          {
            value: DETAILS,
            label: t('rec.details'),
            panel: panel(
              <div className="left">
                <Fields {...props} />
              </div>,
            ),
          },
        ]
      : []),
    ...sections.map((s) => ({
      value: s.id,
      label: t(s.text),
      count: <Counts section={s} self={self} />,
      panel: panel(
        <div className="alone">
          <s.Body self={self} row={row} editable={editable} />
        </div>,
      ),
    })),
  ];
  const open = tabs.some((x) => x.value === ui.tab) ? ui.tab : TIMELINE;
  return (
    <Tabs
      label={t('rec.related')}
      tabs={tabs}
      value={open}
      onChange={ui.show}
      className="rec-tabs"
    />
  );
}

export function RelatedColumn({ self, entity, row, editable }: PartsProps) {
  return (
    <aside className="right" aria-label={t('rec.related')}>
      {useSections(entity).map((s) => (
        <s.Body key={s.id} self={self} row={row} editable={editable} />
      ))}
    </aside>
  );
}
