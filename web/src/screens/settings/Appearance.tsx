// How the page looks and listens, for this user in this workspace.
import { Monitor, Moon, Sun } from 'lucide-react';
import type { ReactNode } from 'react';
import { setPreferences, usePreferences, type Density } from '../../data/own';
import { language, t } from '../../text';
import { Segment, Switch } from '../../ui';
import { SettingsPage } from './SettingsPage';

type Theme = 'system' | 'light' | 'dark';

function Line({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  return (
    <div className="set-line wrap">
      <div className="grow">
        <div className="b">{title}</div>
        <p className="muted sm">{text}</p>
      </div>
      {children}
    </div>
  );
}

export default function Appearance() {
  const preferences = usePreferences();
  const theme: Theme = preferences.theme ?? 'system';
  const density: Density = preferences.density ?? 'normal';
  const singleKeys = preferences.single_keys !== false;
  const name = new Intl.DisplayNames(undefined, { type: 'language' }).of(language) ?? language;
  const locale = new Intl.DisplayNames(undefined, { type: 'language' }).of(navigator.language);
  return (
    <SettingsPage title={t('set.appearance')} text={t('set.appearance.text')}>
      <Line title={t('nav.theme')} text={t('set.theme.text')}>
        <Segment<Theme>
          label={t('nav.theme')}
          value={theme}
          onChange={(next) => void setPreferences({ theme: next })}
          options={[
            { value: 'system', label: t('set.theme.system'), icon: Monitor },
            { value: 'light', label: t('set.theme.light'), icon: Sun },
            { value: 'dark', label: t('set.theme.dark'), icon: Moon },
          ]}
        />
      </Line>
      <Line title={t('set.density')} text={t('set.density.text')}>
        <Segment<Density>
          label={t('set.density')}
          value={density}
          onChange={(next) => void setPreferences({ density: next })}
          options={[
            { value: 'roomy', label: t('set.density.roomy') },
            { value: 'normal', label: t('set.density.normal') },
            { value: 'dense', label: t('set.density.dense') },
          ]}
        />
      </Line>
      <Line title={t('set.singleKeys')} text={t('set.singleKeys.text')}>
        <Switch
          label={t('set.singleKeys')}
          checked={singleKeys}
          onChange={(next) => void setPreferences({ single_keys: next })}
        />
      </Line>
      <Line
        title={t('set.language')}
        text={t('set.language.text', { language: name, locale: locale ?? navigator.language })}
      >
        <span />
      </Line>
    </SettingsPage>
  );
}
