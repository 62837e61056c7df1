// The history of a record: talks, notes, tasks and changes in one list, grouped by day, newest first.
import { ChevronDown, Search, X } from 'lucide-react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useWorkspace } from '../../data/session';
import { problemText } from '../../data/writes';
import { daysUntil, longDay, parseTime } from '../../lib/time';
import { dayNumber } from '../../lib/zone';
import { t } from '../../text';
import { Button, Icon, IconButton, Input, Segment, Skeleton } from '../../ui';
import { refreshRecord, useActorName, useHistory, useLiveHistory } from './data';
import {
  byDay,
  narrowed,
  type Day,
  type Entry,
  type Filter,
  type Fold,
  type Self,
} from './entries';
import { EntryRow } from './EntryRow';

const filters: readonly Filter[] = ['all', 'talks', 'notes', 'tasks', 'changes'];

/** While a filter or a search finds less, earlier pages are asked for by themselves. */
const ENOUGH = 12;

export interface TimelineProps {
  self: Self;
  editable: boolean;
  /** What scrolls, so that news wait while somebody reads below. */
  scroller: React.RefObject<HTMLElement | null>;
}

function dayWords(day: string, zone: string): string {
  const days = daysUntil(day, zone);
  if (days === 0) return t('time.today');
  if (days === -1) return t('time.yesterday');
  const at = parseTime(day);
  const sameYear = at.getFullYear() === new Date().getFullYear();
  const local = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return sameYear ? longDay(at, local) : `${longDay(at, local)} ${at.getFullYear()}`;
}

function FoldRow({ fold, ...props }: { fold: Entry[]; self: Self; editable: boolean }) {
  const [open, setOpen] = useState(false);
  const who = useActorName();
  const first = fold[0];
  if (!first) return null;
  if (open) return fold.map((e) => <EntryRow key={e.key} entry={e} {...props} />);
  return (
    <li className="ev slim">
      <span className="ic">
        <Icon of={ChevronDown} />
      </span>
      <div>
        <button type="button" className="fold" aria-expanded={false} onClick={() => setOpen(true)}>
          {t('rec.tl.fold', { n: fold.length, who: who(first.actor, true) })}
        </button>
      </div>
    </li>
  );
}

interface DaysProps {
  days: Day[];
  self: Self;
  editable: boolean;
}

function Days({ days, ...props }: DaysProps) {
  const zone = useWorkspace().time_zone;
  const isFold = (item: Entry | Fold): item is Fold => 'fold' in item;
  return days.map((d) => [
    <li key={d.day} className="day">
      <h3>{dayWords(d.day, zone)}</h3>
    </li>,
    ...d.items.map((item) =>
      isFold(item) ? (
        <FoldRow key={item.key} fold={item.fold} {...props} />
      ) : (
        <EntryRow key={item.key} entry={item} {...props} />
      ),
    ),
  ]);
}

function nothingText(filter: Filter, words: string): string {
  if (words) return t('rec.tl.noMatch');
  return t(filter === 'all' ? 'rec.tl.none' : 'rec.tl.noneOf');
}

/** News come in at once while the top is looked at; else they wait behind a button. */
function useNews(self: Self, scroller: TimelineProps['scroller']) {
  const [news, setNews] = useState(false);
  const { entity, id } = self;
  const take = useCallback(() => {
    setNews(false);
    void refreshRecord({ entity, id }).catch(() => undefined);
  }, [entity, id]);
  const heard = useCallback(() => {
    if ((scroller.current?.scrollTop ?? 0) > 40) setNews(true);
    else take();
  }, [scroller, take]);
  useLiveHistory(self, heard);
  const show = () => {
    take();
    scroller.current?.scrollTo({ top: 0 });
  };
  return { news, show };
}

export function Timeline({ self, editable, scroller }: TimelineProps) {
  const [filter, setFilter] = useState<Filter>('all');
  const [searching, setSearching] = useState(false);
  const [words, setWords] = useState('');
  const zone = useWorkspace().time_zone;
  const { entries, hasNextPage, isFetchingNextPage, fetchNextPage, ...history } = useHistory(self);
  const { news, show } = useNews(self, scroller);
  const searchButton = useRef<HTMLButtonElement>(null);

  const shown = useMemo(() => narrowed(entries, filter, words), [entries, filter, words]);
  const days = useMemo(() => {
    const dayOf = (at: string) =>
      new Date(dayNumber(new Date(at), zone) * 86_400_000).toISOString().slice(0, 10);
    return byDay(shown, dayOf, filter !== 'changes' && !words);
  }, [shown, filter, words, zone]);

  const narrow = filter !== 'all' || words !== '';
  const short = narrow && shown.length < ENOUGH && hasNextPage;
  useEffect(() => {
    if (short && !isFetchingNextPage) void fetchNextPage();
  }, [short, isFetchingNextPage, fetchNextPage]);

  const stopSearch = () => {
    setWords('');
    setSearching(false);
    searchButton.current?.focus();
  };
  return (
    <section aria-labelledby="timeline">
      <h2 id="timeline" className="sr">
        {t('rec.timeline')}
      </h2>
      <div className="tl-bar">
        <Segment
          size="sm"
          label={t('rec.tl.filter')}
          value={filter}
          options={filters.map((value) => ({ value, label: t(`rec.tl.${value}`) }))}
          onChange={setFilter}
        />
        <span className="end" />
        {searching ? (
          <span className="tl-find">
            <Input
              size="sm"
              icon={Search}
              type="search"
              aria-label={t('rec.tl.search')}

              autoFocus
              value={words}
              onChange={(e) => setWords(e.target.value)}
              onKeyDown={(e) => {
                if (e.key !== 'Escape') return;
                e.preventDefault();
                e.stopPropagation();
                stopSearch();
              }}
              end={
                <IconButton
                  icon={X}
                  size="sm"
                  label={t('rec.tl.closeSearch')}
                  onClick={stopSearch}
                />
              }
            />
          </span>
        ) : (
          <IconButton
            ref={searchButton}
            icon={Search}
            size="sm"
            label={t('rec.tl.search')}
            onClick={() => setSearching(true)}
          />
        )}
      </div>
      {news && (
        <div className="tl-news">
          <Button size="sm" onClick={show}>
            {t('rec.tl.news')}
          </Button>
        </div>
      )}
      {history.isPending ? (
        <TimelineWaits />
      ) : (
        <ol className="tl">
          <Days days={days} self={self} editable={editable} />
        </ol>
      )}
      {history.isError && (
        <p className="row g6 dim" role="alert">
          {problemText(history.error)}
          <Button size="sm" onClick={() => void history.refetch()}>
            {t('do.retry')}
          </Button>
        </p>
      )}
      {!history.isPending && !history.isError && !shown.length && !short && (
        <p className="dim tl-none">{nothingText(filter, words)}</p>
      )}
      {hasNextPage && (
        <div className="tl-more">
          <Button
            size="sm"
            kind="ghost"
            busy={isFetchingNextPage}
            busyText={t('wait.loading')}
            onClick={() => void fetchNextPage()}
          >
            {t('rec.tl.more')}
          </Button>
        </div>
      )}
    </section>
  );
}

function TimelineWaits() {
  return (
    <div className="tl" role="status" aria-label={t('wait.loading')} aria-busy>
      {[180, 320, 240].map((width) => (
        <div key={width} className="ev">
          <Skeleton width={28} height={28} round />
          <div className="col g6">
            <Skeleton width={width} />
            <Skeleton width="90%" height={40} />
          </div>
        </div>
      ))}
    </div>
  );
}
