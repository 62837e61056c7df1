// Which Kith this is, and whose work it stands on.
import icons from 'lucide-react/LICENSE?raw';
import font from '@fontsource-variable/inter/LICENSE?raw';
import { useSetupInfo } from '../../data/account';
import { useMe, useWorkspace } from '../../data/session';
import { t } from '../../text';
import { CopyButton, Mark } from '../../ui';
import { Part, SettingsPage } from './SettingsPage';

export default function About() {
  const setup = useSetupInfo();
  const me = useMe();
  const workspace = useWorkspace();
  const version = setup.data?.version ?? '…';
  const support = `Kith ${version}, workspace ${workspace.id}, user ${me.user.id}, ${navigator.userAgent}`;
  return (
    <SettingsPage title={t('set.about')} text={t('set.about.text')}>
      <div className="about">
        <div className="row g12 set-once">
          <Mark size={44} />
          <div>
            <div className="bb">{t('app.name')}</div>
            <div className="muted">{t('set.about.version', { version })}</div>
          </div>
        </div>
        <dl>
          <dt>{t('set.about.server')}</dt>
          <dd>{window.location.host}</dd>
          <dt>{t('set.about.workspace')}</dt>
          <dd className="mono">{workspace.id}</dd>
        </dl>
        <p className="set-note">
          <CopyButton text={support} label={t('do.copySupport')} />
        </p>
      </div>
      <Part title={t('set.about.licences')}>
        <details>
          <summary>{t('set.about.font')}</summary>
          {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls */}
          <pre className="licence" tabIndex={0}>
            {font}
          </pre>
        </details>
        <details>
          <summary>{t('set.about.icons')}</summary>
          {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls */}
          <pre className="licence" tabIndex={0}>
            {icons}
          </pre>
        </details>
      </Part>
    </SettingsPage>
  );
}
