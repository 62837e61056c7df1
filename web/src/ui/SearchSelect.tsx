// One of a long fixed list, found by typing: time zones, currencies, countries. What is typed and not
// chosen is forgotten when the focus leaves.
import { useMemo, useState } from 'react';
import { among, Combobox, type ComboOption } from './Combobox';

export interface SearchSelectProps {
  value: string;
  options: readonly ComboOption[];
  onChange: (value: string) => void;
  label?: string | undefined;
  size?: 'sm' | 'md' | 'lg' | undefined;
  disabled?: boolean | undefined;
}

export function SearchSelect({ value, options, onChange, ...rest }: SearchSelectProps) {
  const [round, setRound] = useState(0);
  const load = useMemo(() => among(options), [options]);
  const shown = options.find((o) => o.id === value)?.label ?? value;
  return (
    <div onBlur={() => setRound((n) => n + 1)}>
      <Combobox
        {...rest}
        key={`${value} ${round}`}
        text={shown}
        load={(text) => (text === shown ? options : load(text))}
        onChoose={(o) => onChange(o.id)}
      />
    </div>
  );
}
