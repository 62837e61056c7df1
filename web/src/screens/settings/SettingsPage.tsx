// A page of Settings: title, what it is about, its buttons, and where a form needs room a panel at the
// right that is a sheet on small screens.
import type { ReactNode } from 'react';
import { X } from 'lucide-react';
import { useWidth } from '../../lib/media';
import { t } from '../../text';
import { classes, IconButton, Sheet } from '../../ui';

export interface SidePanel {
  title: string;
  onClose: () => void;
  body: ReactNode;
}

export interface SettingsPageProps {
  title: string;
  text?: ReactNode;
  actions?: ReactNode;
  panel?: SidePanel | null;
  /** Tables take all the width, forms what reads well. */
  wide?: boolean;
  children: ReactNode;
}

export function SettingsPage(props: SettingsPageProps) {
  const { title, text, actions, panel, wide = false, children } = props;
  const width = useWidth();
  const beside = width === 'wide';
  return (
    <div className={classes('sbody', panel && beside && 'with')}>
      <section className={classes('set-main', !wide && 'narrow')} aria-labelledby="set-title">
        <div className="set-head">
          <h1 className="t" id="set-title">
            {title}
          </h1>
          {actions !== undefined && <div className="row g6 end">{actions}</div>}
        </div>
        {text !== undefined && <p className="muted set-text">{text}</p>}
        {children}
      </section>
      {panel &&
        (beside ? (
          <aside className="set-panel" aria-label={panel.title}>
            <div className="row">
              <h2 className="grow">{panel.title}</h2>
              <IconButton
                icon={X}
                size="sm"
                label={t('do.close')}
                kbd="escape"
                onClick={panel.onClose}
              />
            </div>
            {panel.body}
          </aside>
        ) : (
          <Sheet title={panel.title} onClose={panel.onClose}>
            <div className="set-sheet">{panel.body}</div>
          </Sheet>
        ))}
    </div>
  );
}

/** A part of a page with a head of its own. */
export function Part({
  title,
  text,
  danger = false,
  children,
}: {
  title: string;
  text?: ReactNode;
  danger?: boolean;
  children: ReactNode;
}) {
  return (
    <section className={classes('set-part', danger && 'danger')} aria-label={title}>
      <h2>{title}</h2>
      {text !== undefined && <p className="muted">{text}</p>}
      {children}
    </section>
  );
}
