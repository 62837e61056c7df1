// The name of the page's tab: what is shown, then where.
import { useEffect } from 'react';
import { t } from '../text';

export function useTitle(title: string): void {
  useEffect(() => {
    document.title = title ? `${title} · ${t('app.name')}` : t('app.name');
  }, [title]);
}
