// Tabs over panels of one view. (Saved views are links and wear the same class.)
import * as Radix from '@radix-ui/react-tabs';
import type { ReactNode } from 'react';
import { classes } from './classes';

export interface Tab<V extends string> {
  value: V;
  label: ReactNode;
  count?: ReactNode;
  /** A dot: it holds something unsaved. */
  changed?: boolean | undefined;
  panel: ReactNode;
}

export interface TabsProps<V extends string> {
  label: string;
  tabs: readonly Tab<V>[];
  value: V;
  onChange: (value: V) => void;
  className?: string | undefined;
}

export function Tabs<V extends string>({ label, tabs, value, onChange, className }: TabsProps<V>) {
  return (
    <Radix.Root
      className={classes('tabbed', className)}
      value={value}
      onValueChange={(next) => onChange(next as V)}
    >
      <Radix.List className="views" aria-label={label}>
        {tabs.map((tab) => (
          <Radix.Trigger key={tab.value} value={tab.value}>
            {tab.label}
            {tab.count !== undefined && <span className="n">{tab.count}</span>}
            {tab.changed && <span className="mod" />}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {tabs.map((tab) => (
        <Radix.Content key={tab.value} value={tab.value} className="tab-panel">
          {tab.panel}
        </Radix.Content>
      ))}
    </Radix.Root>
  );
}
