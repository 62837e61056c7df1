// What can be done about what is due: at once on the page, one step to undo.
import { useEffect, useMemo, useState } from 'react';
import { openOverlay } from '../../app/overlays';
import { markDone, snooze, snoozeLate, type FollowUp } from '../../data/followups';
import { useWorkspace } from '../../data/session';
import { tellProblem } from '../../data/writes';
import { dayFromNow, shortDay } from '../../lib/time';
import { t } from '../../text';
import { keyOf } from './rows';

export interface Acts {
  done: (item: FollowUp) => void;
  log: (item: FollowUp) => void;
  snooze: (item: FollowUp, days: number) => void;
  snoozeAll: (days: number) => void;
  /** Which row's snooze menu is open. */
  snoozing: (item: FollowUp | null) => void;
  /** The cursor goes where somebody points. */
  point: (item: FollowUp) => void;
}

export interface Done {
  item: FollowUp;
  /** When the server had it; 0 until then. */
  at: number;
}

export interface ActState {
  acts: Acts;
  /** Done on this visit: such rows stay in their place, struck, until one leaves. */
  done: ReadonlyMap<string, Done>;
  snoozing: string | null;
  cursor: string | null;
  setCursor: (key: string | null) => void;
}

/** `shown` is what the server said is due, at `shownAt`: what is due again after an undo is not done. */
export function useActs(shown: FollowUp[], shownAt: number): ActState {
  const zone = useWorkspace().time_zone;
  const [done, setDone] = useState<ReadonlyMap<string, Done>>(new Map());
  const [snoozing, setSnoozing] = useState<string | null>(null);
  const [cursor, setCursor] = useState<string | null>(null);

  useEffect(() => {
    const back = shown.filter((item) => {
      const was = done.get(keyOf(item));
      return was && was.at > 0 && shownAt > was.at;
    });
    if (!back.length) return;
    const next = new Map(done);
    for (const item of back) next.delete(keyOf(item));
    setDone(next);
  }, [shown, shownAt, done]);

  const acts = useMemo((): Acts => {
    const set = (item: FollowUp, at: number | null) =>
      setDone((now) => {
        const next = new Map(now);
        if (at === null) next.delete(keyOf(item));
        else next.set(keyOf(item), { item, at });
        return next;
      });
    return {
      done: (item) => {
        set(item, 0);
        markDone(item, zone)
          .then(() => set(item, Date.now()))
          .catch((e: unknown) => {
            set(item, null);
            tellProblem(e);
          });
      },
      log: (item) =>
        openOverlay('log', {
          about: { entity: item.entity_type, id: item.entity_id, name: item.name },
        }),
      snooze: (item, days) => {
        const day = dayFromNow(days, zone);
        const what = t('today.snoozed', { name: item.name, day: shortDay(day, zone) });
        snooze([item], day, what).catch(tellProblem);
      },
      snoozeAll: (days) => {
        const day = dayFromNow(days, zone);
        const what = (n: number) => t('today.snoozedAll', { n, day: shortDay(day, zone) });
        snoozeLate(day, what).catch(tellProblem);
      },
      snoozing: (item) => setSnoozing(item && keyOf(item)),
      point: (item) => setCursor(keyOf(item)),
    };
  }, [zone]);
  return { acts, done, snoozing, cursor, setCursor };
}
