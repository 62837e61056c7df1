// A day, typed in words or chosen in a calendar. Enter and leaving the field take what is typed; a text
// that is no day stays, with the cure beneath.
import { Calendar as CalendarIcon } from 'lucide-react';
import { useId, useRef, useState, type KeyboardEvent } from 'react';
import { parseDay } from '../lib/dateWords';
import { t } from '../text';
import { Calendar } from './Calendar';
import { IconButton } from './IconButton';
import { Input } from './Input';
import { Popover } from './Popover';

export interface DatePickerProps {
  /** "YYYY-MM-DD", with `yearless` also "--MM-DD". */
  value: string | null;
  onChange: (value: string | null) => void;
  /** The day it is in the workspace. */
  today: string;
  label?: string | undefined;
  past?: boolean | undefined;
  yearless?: boolean | undefined;
  size?: 'sm' | 'md' | 'lg' | undefined;
  disabled?: boolean | undefined;
  invalid?: boolean | undefined;
  id?: string | undefined;
  autoFocus?: boolean | undefined;
  onEscape?: (() => void) | undefined;
}

export function DatePicker(props: DatePickerProps) {
  const { value, onChange, today, label, past, yearless, onEscape } = props;
  const hint = useId();
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState<string>();
  const [open, setOpen] = useState(false);
  const meant = typed === undefined ? undefined : parseDay(typed, today, { past, yearless });
  const [wrong, setWrong] = useState(false);

  const set = (next: string | null) => {
    setTyped(undefined);
    setWrong(false);
    if (next !== value) onChange(next);
  };
  /** false: what is typed is no day, and stays. */
  const take = (): boolean => {
    if (typed === undefined) return true;
    if (typed.trim() === '') set(null);
    else if (meant === undefined) setWrong(true);
    else set(meant);
    return typed.trim() === '' || meant !== undefined;
  };
  const keys = (e: KeyboardEvent) => {
    if (e.key === 'Enter' && typed !== undefined) {
      // A day that is none must not go on to save the form.
      if (!take()) e.preventDefault();
    } else if (e.key === 'Escape' && (typed !== undefined || onEscape)) {
      setTyped(undefined);
      setWrong(false);
      onEscape?.();
      e.stopPropagation();
    } else if (e.key === 'ArrowDown' && e.altKey) {
      setOpen(true);
      e.preventDefault();
    }
  };

  const button = (
    <IconButton
      icon={CalendarIcon}
      size="sm"
      label={t('ui.openCalendar')}
      disabled={props.disabled}
      tabIndex={-1}
    />
  );
  return (
    <>
      <Input
        ref={field}
        id={props.id}
        size={props.size}
        invalid={props.invalid || wrong || undefined}
        disabled={props.disabled}

        autoFocus={props.autoFocus}
        aria-label={label}
        autoComplete="off"
        placeholder={t('ui.dateHint')}
        value={typed ?? dayText(value)}
        onChange={(e) => {
          setTyped(e.target.value);
          setWrong(false);
        }}
        onKeyDown={keys}
        onBlur={take}
        {...(wrong ? { 'aria-describedby': hint } : {})}
        end={
          <>
            {meant !== undefined && typed !== undefined && (
              <span className="dim sm nowrap" aria-live="polite">
                {dayText(meant)}
              </span>
            )}
            <Popover
              trigger={button}
              label={label ?? t('ui.date')}
              align="end"
              open={open}
              onOpenChange={setOpen}
              returnTo={field}
            >
              <Calendar
                value={value}
                today={today}
                onChoose={(day) => {
                  set(day);
                  setOpen(false);
                }}
              />
            </Popover>
          </>
        }
      />
      {wrong && (
        <span className="field">
          <span className="err" id={hint} role="alert">
            {t('ui.noDate', { text: typed ?? '' })}
          </span>
        </span>
      )}
    </>
  );
}

/** In the user's locale, and so that parseDay understands it again. */
export function dayText(value: string | null): string {
  if (value === null) return '';
  const yearless = value.startsWith('--');
  const date = new Date(`${yearless ? `2000${value.slice(1)}` : value.slice(0, 10)}T00:00:00Z`);
  return new Intl.DateTimeFormat(undefined, {
    timeZone: 'UTC',
    day: 'numeric',
    month: yearless ? 'long' : 'short',
    ...(yearless ? {} : { year: 'numeric' }),
  }).format(date);
}
