// One month as a grid with one tab stop: arrows walk days and weeks, page up and down months (with
// shift years), home and end the week.
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { addDays, addMonths, weekday } from '../lib/dateWords';
import { t } from '../text';
import { classes } from './classes';
import { IconButton } from './IconButton';

export interface CalendarProps {
  value: string | null;
  today: string;
  onChoose: (day: string) => void;
}

const WEEKS = [0, 1, 2, 3, 4, 5];
const DAYS = [0, 1, 2, 3, 4, 5, 6];

const utc = (day: string) => new Date(`${day}T00:00:00Z`);
const format = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(undefined, { ...options, timeZone: 'UTC' });
const monthName = format({ month: 'long', year: 'numeric' });
const fullDay = format({ dateStyle: 'full' });
const shortName = format({ weekday: 'short' });
const longName = format({ weekday: 'long' });

/** The weekday a week begins with here, 1 Monday to 7 Sunday. */
function weekStart(): number {
  type Info = { firstDay: number };
  const locale = new Intl.Locale(navigator.language) as Intl.Locale & {
    getWeekInfo?: () => Info;
    weekInfo?: Info;
  };
  return (locale.getWeekInfo?.() ?? locale.weekInfo)?.firstDay ?? 1;
}

export function Calendar({ value, today, onChoose }: CalendarProps) {
  const [cursor, setCursor] = useState(dayOf(value) ?? today);
  const grid = useRef<HTMLTableElement>(null);
  // Focus follows the cursor when it opens and when a key moves it; paging by the buttons leaves it there.
  const follow = useRef(true);
  const start = weekStart();
  const month = cursor.slice(0, 7);
  const first = `${month}-01`;
  const origin = addDays(first, -((weekday(first) - start + 7) % 7));

  const steps: Record<string, (day: string, shift: boolean) => string> = {
    ArrowLeft: (day) => addDays(day, -1),
    ArrowRight: (day) => addDays(day, 1),
    ArrowUp: (day) => addDays(day, -7),
    ArrowDown: (day) => addDays(day, 7),
    PageUp: (day, shift) => addMonths(day, shift ? -12 : -1),
    PageDown: (day, shift) => addMonths(day, shift ? 12 : 1),
    Home: (day) => addDays(day, -((weekday(day) - start + 7) % 7)),
    End: (day) => addDays(day, 6 - ((weekday(day) - start + 7) % 7)),
  };
  const keys = (e: KeyboardEvent) => {
    const step = steps[e.key];
    if (step === undefined) return;
    e.preventDefault();
    e.stopPropagation();
    follow.current = true;
    setCursor(step(cursor, e.shiftKey));
  };
  useEffect(() => {
    if (!follow.current) return;
    follow.current = false;
    grid.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
  }, [cursor]);

  const cell = (day: string) => (
    <td key={day} role="gridcell">
      <button
        type="button"
        tabIndex={day === cursor ? 0 : -1}
        className={classes(day.slice(0, 7) !== month && 'far', day === today && 'now')}
        aria-label={fullDay.format(utc(day))}
        aria-pressed={day === dayOf(value)}
        aria-current={day === today ? 'date' : undefined}
        onClick={() => onChoose(day)}
      >
        {Number(day.slice(8))}
      </button>
    </td>
  );
  return (
    <div className="cal">
      <div className="hd">
        <span className="grow" aria-live="polite">
          {monthName.format(utc(first))}
        </span>
        <IconButton
          icon={ChevronLeft}
          label={t('ui.previousMonth')}
          onClick={() => setCursor(addMonths(cursor, -1))}
        />
        <IconButton
          icon={ChevronRight}
          label={t('ui.nextMonth')}
          onClick={() => setCursor(addMonths(cursor, 1))}
        />
      </div>
      {}
      <table ref={grid} role="grid" aria-label={monthName.format(utc(first))} onKeyDown={keys}>
        <thead>
          <tr>
            {DAYS.map((d) => {
              const date = utc(addDays(origin, d));
              return (
                <th key={d} scope="col" abbr={longName.format(date)}>
                  {shortName.format(date)}
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {WEEKS.map((w) => (
            <tr key={w}>{DAYS.map((d) => cell(addDays(origin, w * 7 + d)))}</tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A birthday without a year has no place in a calendar. */
function dayOf(value: string | null): string | undefined {
  return value === null || value.startsWith('--') ? undefined : value.slice(0, 10);
}
