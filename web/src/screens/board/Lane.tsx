// A lane: its stage, how many, what they are worth, their cards, a place to add one. Folded it is a
// narrow strip that still says all this and takes a drop.
import { useDroppable } from '@dnd-kit/core';
import { ChevronsLeft, ChevronsRight, Plus } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { Row } from '../../api/types';
import { useWorkspace } from '../../data/session';
import { createRecord, tellProblem } from '../../data/writes';
import { optionLabel, stageColour } from '../../fields';
import { useDrawn, useNear } from '../../lib/drawn';
import { money, number } from '../../lib/numbers';
import { scaled } from '../../lib/rem';
import { t } from '../../text';
import { Button, classes, IconButton, Input, Skeleton } from '../../ui';
import { Card, type CardProps } from './Card';
import { placeIn, type Sums } from './order';

export interface LaneProps extends Omit<CardProps, 'row' | 'current' | 'lifted' | 'menuOpen'> {
  stage: string;
  rows: Row[];
  sums: Sums | undefined;
  waits: boolean;
  folded: boolean;
  onFold: (folded: boolean) => void;
  cursor: number | null;
  menu: number | null;
  /** What is in the hand, and whether it is over this lane. */
  carried: Row | null;
  over: boolean;
  /** Told apart: carried by keys it stands in its place. */
  byKeys: boolean;
  asking: boolean;
  onMore: () => void;
}

const stageName = (stage: string) => optionLabel({ name: 'stage' }, stage);

export function Lane(props: LaneProps) {
  const { stage, sums, folded, over, onFold } = props;
  const drop = useDroppable({ id: stage });
  const name = stageName(stage);
  const label = t('board.lane', { stage: name, n: number(sums?.count ?? 0) });
  if (folded)
    return (
      <section
        ref={drop.setNodeRef}
        className={classes('lane slim', over && 'over')}
        aria-label={label}
      >
        <IconButton
          icon={ChevronsLeft}
          size="sm"
          label={t('board.unfold', { stage: name })}
          aria-expanded={false}
          onClick={() => onFold(false)}
        />
        <span className="dot" style={{ '--c': stageColour(stage) } as React.CSSProperties} />
        <span className="v">{name}</span>
        <span className="v dim plain">{sums ? number(sums.count) : ''}</span>
      </section>
    );
  return (
    <section ref={drop.setNodeRef} className={classes('lane', over && 'over')} aria-label={label}>
      <header>
        <div className="nm">
          <span className="dot" style={{ '--c': stageColour(stage) } as React.CSSProperties} />
          <h2 className="trunc">{name}</h2>
          <span className="n tn">{sums ? number(sums.count) : ''}</span>
          <span className="end" />
          <IconButton
            icon={ChevronsRight}
            size="sm"
            className="fold"
            label={t('board.fold', { stage: name })}
            aria-expanded
            onClick={() => onFold(true)}
          />
        </div>
        <Totals sums={sums} hasMoney={props.money !== null} />
      </header>
      <Cards {...props} name={name} />
      {props.mayMove && <QuickAdd entity={props.entity.name} stage={stage} name={name} />}
    </section>
  );
}

/** In the workspace's currency first; the others are counted and told on hover. */
function Totals({ sums, hasMoney }: { sums: Sums | undefined; hasMoney: boolean }) {
  const own = useWorkspace().currency;
  if (!hasMoney) return null;
  const totals = Object.entries(sums?.totals ?? {}).filter(([, n]) => n !== 0);
  const others = totals.filter(([currency]) => currency !== own);
  const all = totals.map(([currency, n]) => money(n, currency)).join('\n');
  return (
    <div className="sum" title={all || undefined}>
      <b>{sums ? money(sums.totals[own] ?? 0, own) : ''}</b>
      {others.length > 0 && (
        <span className="dim sm end trunc">{t('board.other', { n: others.length })}</span>
      )}
    </div>
  );
}

/** A screen shows nine cards or so. */
const DRAWN = 12;
/** About as high as a card with the room beneath it. */
const CARD = scaled(112);

function Cards(props: LaneProps & { name: string }) {
  const { rows, sums, waits, carried, over, byKeys, cursor, menu, name, asking, onMore } = props;
  const end = useRef<HTMLLIElement>(null);
  const at = cursor === null ? -1 : rows.findIndex((r) => r.id === cursor);
  const [n, drawMore] = useDrawn(rows.length, at, DRAWN);
  const hidden = rows.length > n;
  const left = (sums?.count ?? 0) - rows.length;
  const more = !hidden && left > 0 && !waits;
  useNear(end, hidden ? drawMore : more && !asking ? onMore : null, hidden ? n : rows.length);

  const slotAt =
    carried && over && !byKeys && String(carried['stage']) !== props.stage
      ? placeIn(rows, carried)
      : -1;
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    if (slotAt >= 0) list.current?.querySelector('.slot')?.scrollIntoView({ block: 'nearest' });
  }, [slotAt]);
  const items: React.ReactNode[] = rows
    .slice(0, n)
    .map((row) => (
      <Card
        key={row.id}
        entity={props.entity}
        row={row}
        stages={props.stages}
        money={props.money}
        mayMove={props.mayMove}
        acts={props.acts}
        current={cursor === row.id}
        lifted={byKeys && carried?.id === row.id}
        menuOpen={menu === row.id}
      />
    ));
  if (slotAt >= 0)
    items.splice(slotAt, 0, <li key="slot" className="slot" aria-hidden data-slot />);
  return (
    <ul ref={list} className="cards" aria-label={t('board.cards', { stage: name })}>
      {items}
      {waits &&
        !rows.length &&
        [92, 92, 74].map((h, i) => (
          <Skeleton key={i} width="100%" height={h} className="card-sk" />
        ))}
      {!waits && !items.length && <li className="none dim sm">{t('board.empty')}</li>}
      {hidden && (
        <li ref={end} aria-hidden style={{ flex: 'none', blockSize: (rows.length - n) * CARD }} />
      )}
      {more && (
        <li ref={end} className="dim sm rest">
          <Button size="sm" kind="ghost" busy={asking} onClick={onMore}>
            {t('board.more', { n: left })}
          </Button>
        </li>
      )}
    </ul>
  );
}

function QuickAdd({ entity, stage, name }: { entity: string; stage: string; name: string }) {
  const [open, setOpen] = useState(false);
  const [text, setText] = useState('');
  const save = () => {
    const value = text.trim();
    if (!value) return setOpen(false);
    setText('');
    createRecord(entity, { name: value, stage }).catch((e: unknown) => {
      setText(value);
      tellProblem(e);
    });
  };
  const label = t('board.add', { stage: name });
  if (!open)
    return (
      <div className="lane-foot">
        <Button
          size="sm"
          kind="ghost"
          icon={Plus}
          wide
          aria-label={label}
          onClick={() => setOpen(true)}
        >
          {t('do.add')}
        </Button>
      </div>
    );
  return (
    <div className="lane-foot">
      <Input
        size="sm"
        value={text}

        autoFocus
        aria-label={label}
        placeholder={t('board.addName')}
        onChange={(e) => setText(e.target.value)}
        onKeyDown={(e) => {
          if (e.key === 'Enter') save();
          if (e.key !== 'Escape') return;
          e.stopPropagation();
          setOpen(false);
        }}
        onBlur={() => !text && setOpen(false)}
      />
    </div>
  );
}
