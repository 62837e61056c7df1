// The whole workspace as a file, to keep elsewhere.
import { Download } from 'lucide-react';
import { fileAddress } from '../../api/client';
import { useWorkspace } from '../../data/session';
import { t } from '../../text';
import { Icon } from '../../ui';
import { Part, SettingsPage } from './SettingsPage';

export default function Backup() {
  const { id } = useWorkspace();
  return (
    <SettingsPage title={t('set.backup')} text={t('set.backup.text')}>
      <div className="row g6">
        <a className="btn primary" href={fileAddress(`/workspaces/${id}/backup`)} download>
          <Icon of={Download} />
          {t('set.backup.do')}
        </a>
      </div>
      <p className="muted sm set-note">{t('set.backup.what')}</p>
      <Part title={t('set.backup.nightly')} text={t('set.backup.nightlyText')}>
        <p className="muted">
          {t('set.backup.back')} <code className="mono">{t('set.backup.command')}</code>
        </p>
      </Part>
    </SettingsPage>
  );
}
