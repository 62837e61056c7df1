// Days and times. A time is a day and, where there is room, a time of day in the workspace's zone.
import { useWorkspace } from '../../data/session';
import { rem } from '../../lib/rem';
import { dayFromNow } from '../../lib/time';
import { instantOf, wallClock } from '../../lib/zone';
import { t } from '../../text';
import { DatePicker, Input, Select, type SelectOption } from '../../ui';
import { isUpcoming } from '../kinds';
import { relativeDays, relativeText } from '../filters';
import { textOf } from '../values';
import type { ControlProps } from './props';

const MIDNIGHT = '00:00';

function useToday(): { today: string; zone: string } {
  const zone = useWorkspace().time_zone;
  return { today: dayFromNow(0, zone), zone };
}

export function DayControl(props: ControlProps) {
  const {
    field,
    value,
    onChange,
    onDone = onChange,
    onEscape,
    label,
    autoFocus,
    size,
    invalid,
  } = props;
  const { today } = useToday();
  if (props.filter) return <FilterDay {...props} />;
  return (
    <DatePicker
      value={typeof value === 'string' ? value : null}
      today={today}
      yearless={field.no_year}
      past={!isUpcoming(field)}
      label={label}
      autoFocus={autoFocus}
      size={size}
      invalid={invalid}
      onChange={(day) => onDone(day)}
      onEscape={onEscape}
    />
  );
}

export function TimeControl(props: ControlProps) {
  const { field, value, onChange, onDone, onEscape, label, autoFocus, size, invalid, compact } =
    props;
  const { today, zone } = useToday();
  if (props.filter) return <FilterDay {...props} />;
  const now = typeof value === 'string' ? wallClock(value, zone) : undefined;
  const set = (day: string | null, clock: string) =>
    day === null ? null : instantOf(day, clock, zone);
  const dayTaken = (day: string | null) => {
    const next = set(day, now?.clock ?? MIDNIGHT);
    if (compact && onDone) onDone(next);
    else onChange(next);
  };
  const picker = (
    <DatePicker
      value={now?.day ?? null}
      today={today}
      past={!isUpcoming(field)}
      label={label}
      autoFocus={autoFocus}
      size={size}
      invalid={invalid}
      onChange={dayTaken}
      onEscape={onEscape}
    />
  );
  if (compact) return picker;
  return (
    <span className="row g6">
      <span className="grow">{picker}</span>
      <span style={{ flex: 'none', inlineSize: rem(104) }}>
        <Input
          type="time"
          id={undefined}
          aria-label={label ? `${label}, ${t('edit.time')}` : t('edit.time')}
          size={size}
          disabled={now === undefined}
          value={now && now.clock !== MIDNIGHT ? now.clock : ''}
          onChange={(e) => now && onChange(set(now.day, e.target.value || MIDNIGHT))}
        />
      </span>
    </span>
  );
}

const near = [0, 1, 7, 30, -7, -30, -60, -90, -365];

/** Relative to today, so that a saved view stays true, or a certain day. */
function FilterDay({ field, value, onChange, label, autoFocus, size }: ControlProps) {
  const { today, zone } = useToday();
  const relative = relativeDays(value);
  const offered = relative === undefined || near.includes(relative) ? near : [relative, ...near];
  const options: SelectOption<string>[] = [
    ...offered.map((days) => ({
      value: relativeText(days),
      label: textOf(field, relativeText(days)),
    })),
    { value: 'exact', label: t('day.exact') },
  ];
  const exact = typeof value === 'string' && relative === undefined;
  const day = exact ? (value.length > 10 ? wallClock(value, zone).day : value) : null;
  return (
    <span className="col g6">
      <Select
        label={label}
        size={size}
        options={options}
        value={exact ? 'exact' : relative === undefined ? null : relativeText(relative)}
        startOpen={autoFocus && value === undefined}
        onChange={(chosen) => onChange(chosen === 'exact' ? today : chosen)}
      />
      {exact && (
        <DatePicker
          value={day}
          today={today}
          label={label}
          size={size}
          onChange={(d) => onChange(d ?? today)}
        />
      )}
    </span>
  );
}
