// A box of the related column; as a panel of a tab it goes without its frame.
import { Plus, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { t } from '../../text';
import { Button, Icon, IconButton, Skeleton } from '../../ui';

export interface BoxProps {
  title: string;
  icon: LucideIcon;
  count?: number | undefined;
  /** The button that adds; a node stands for itself (a popover with its trigger). */
  add?: { label: string; onAdd: () => void } | undefined;
  adder?: ReactNode;
  waiting?: boolean | undefined;
  /** It could not be loaded; asks again. */
  retry?: (() => void) | undefined;
  /** What to say when there is nothing. */
  none?: string | undefined;
  children?: ReactNode;
}

export function Box({ title, icon, count, add, adder, waiting, retry, none, children }: BoxProps) {
  return (
    <section className="box" aria-label={title}>
      <div className="h">
        <Icon of={icon} />
        <h2>{title}</h2>
        {count !== undefined && count > 0 && <span className="n">{count}</span>}
        <span className="end" />
        {add && <IconButton icon={Plus} size="sm" label={add.label} onClick={add.onAdd} />}
        {adder}
      </div>
      <div className="c col g10">
        {waiting ? (
          <span role="status" aria-label={t('wait.loading')} aria-busy className="col g10">
            <Skeleton width="80%" />
            <Skeleton width="60%" />
          </span>
        ) : retry ? (
          <p className="row g6 dim" role="alert">
            {t('wrong.load')}
            <Button size="sm" onClick={retry}>
              {t('do.retry')}
            </Button>
          </p>
        ) : (
          <>
            {children}
            {none !== undefined && <p className="dim">{none}</p>}
          </>
        )}
      </div>
    </section>
  );
}

/** For a list: whether it failed, and then the way to ask again. */
export function retryOf(list: {
  isError: boolean;
  refetch: () => unknown;
}): (() => void) | undefined {
  return list.isError ? () => void list.refetch() : undefined;
}
