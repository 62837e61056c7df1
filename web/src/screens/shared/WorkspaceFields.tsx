// What a workspace is: its purpose, time zone, currency and country, as first run and Settings ask it.
import { Blend, ChartNoAxesCombined, HeartHandshake, type LucideIcon } from 'lucide-react';
import { useMemo } from 'react';
import type { Workspace } from '../../api/types';
import { countryChoices, currencyChoices, timeZones } from '../../lib/regions';
import { t, type TextKey } from '../../text';
import { Icon, SearchSelect } from '../../ui';
import '../../styles/forms.css';

export type Purpose = Workspace['purpose'];

const purposes: { value: Purpose; icon: LucideIcon; title: TextKey; text: TextKey }[] = [
  { value: 'people', icon: HeartHandshake, title: 'setup.people', text: 'setup.peopleText' },
  { value: 'sales', icon: ChartNoAxesCombined, title: 'setup.sales', text: 'setup.salesText' },
  { value: 'both', icon: Blend, title: 'setup.both', text: 'setup.bothText' },
];

interface SelectProps {
  value: string;
  disabled?: boolean | undefined;
  onChange: (value: string) => void;
}

export function ZoneSelect(props: SelectProps) {
  const options = useMemo(
    () =>
      timeZones(props.value).flatMap(({ group, zones }) =>
        zones.map((z) => ({ id: z.value, label: z.label, detail: group.replaceAll('_', ' ') })),
      ),
    [props.value],
  );
  return <SearchSelect {...props} options={options} />;
}

export function CurrencySelect(props: SelectProps) {
  const options = useMemo(
    () => currencyChoices().map((c) => ({ id: c.value, label: c.label })),
    [],
  );
  return <SearchSelect {...props} options={options} />;
}

interface PurposeProps {
  value: Purpose;
  disabled?: boolean | undefined;
  help?: string | undefined;
  onChange: (purpose: Purpose) => void;
}

export function PurposeChoice(props: PurposeProps) {
  return (
    <fieldset className="purposes" disabled={props.disabled}>
      <legend className="lab">{t('setup.purpose')}</legend>
      {purposes.map((p) => (
        <label key={p.value} className={p.value === props.value ? 'purpose on' : 'purpose'}>
          <Icon of={p.icon} size="l" />
          <span className="grow">
            <span className="bb">{t(p.title)}</span>
            <span className="muted sm">{t(p.text)}</span>
          </span>
          <input
            type="radio"
            name="purpose"
            className="rd"
            checked={p.value === props.value}
            onChange={() => props.onChange(p.value)}
          />
        </label>
      ))}
      {props.help !== undefined && <p className="help dim sm">{props.help}</p>}
    </fieldset>
  );
}

export function CountrySelect(props: SelectProps) {
  const options = useMemo(() => countryChoices().map((c) => ({ id: c.value, label: c.label })), []);
  return <SearchSelect {...props} options={options} />;
}
