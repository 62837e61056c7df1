// A day in words, with what it was understood as, and a few days to choose at once.
import { useId, useState } from 'react';
import { useWorkspace } from '../../data/session';
import { parseDateWords, type Direction, type WordDate } from '../../lib/dateWords';
import { dayFromNow, shortDay } from '../../lib/time';
import { t } from '../../text';
import { Button, Field, Input } from '../../ui';

export interface DayChoice {
  label: string;
  date: string;
}

export interface DayFieldProps {
  label: string;
  value: WordDate | null;
  direction?: Direction;
  choices: DayChoice[];
  onChange: (value: WordDate | null) => void;
}

export function dayText(value: WordDate, zone: string): string {
  const day = shortDay(value.date, zone);
  return value.time ? `${day} ${value.time}` : day;
}

export function DayField({ label, value, direction = 'future', choices, onChange }: DayFieldProps) {
  const zone = useWorkspace().time_zone;
  const [text, setText] = useState('');
  const list = useId();
  const read = text ? parseDateWords(text, dayFromNow(0, zone), direction) : value;
  const type = (next: string) => {
    setText(next);
    const date = parseDateWords(next, dayFromNow(0, zone), direction);
    if (date) onChange(date);
    else if (!next.trim()) onChange(null);
  };
  return (
    <div className="col g6">
      <Field
        label={label}
        error={text && !read ? t('quick.next.unread') : undefined}
        help={read ? dayText(read, zone) : undefined}
      >
        <Input
          value={text}
          placeholder={t('quick.next.dayPlaceholder')}
          autoComplete="off"
          onChange={(e) => type(e.target.value)}
        />
      </Field>
      <div className="row g4 wrap" id={list}>
        {choices.map((c) => (
          <Button
            key={c.date + c.label}
            size="sm"
            aria-pressed={value?.date === c.date}
            onClick={() => {
              setText('');
              onChange({ date: c.date });
            }}
          >
            {c.label}
          </Button>
        ))}
      </div>
    </div>
  );
}
