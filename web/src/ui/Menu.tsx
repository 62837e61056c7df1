// A menu under its trigger: items with their keys, submenus, ticks. Not modal: the page stays reachable
// and no style is injected to hold it still.
import * as Radix from '@radix-ui/react-dropdown-menu';
import { Check, ChevronRight } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { classes } from './classes';
import { Icon, type LucideIcon } from './Icon';
import { ariaKeys, Kbd } from './Kbd';

export interface MenuProps {
  trigger: ReactElement;
  /** Its name, where the trigger's own does not say it. */
  label?: string | undefined;
  align?: 'start' | 'end' | undefined;
  open?: boolean | undefined;
  onOpenChange?: ((open: boolean) => void) | undefined;
  children: ReactNode;
}

export function Menu({ trigger, label, align = 'start', open, onOpenChange, children }: MenuProps) {
  return (
    <Radix.Root
      modal={false}
      {...(open === undefined ? {} : { open })}
      {...(onOpenChange ? { onOpenChange } : {})}
    >
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          className="pop"
          align={align}
          sideOffset={4}
          collisionPadding={8}
          loop
          {...(label === undefined ? {} : { 'aria-label': label, 'aria-labelledby': undefined })}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

export interface MenuItemProps {
  icon?: LucideIcon | undefined;
  kbd?: string | undefined;
  danger?: boolean | undefined;
  disabled?: boolean | undefined;
  /** A quieter word behind it: why it is off, how many it concerns. */
  detail?: ReactNode;
  onSelect: () => void;
  children: ReactNode;
}

export function MenuItem(props: MenuItemProps) {
  const { icon, kbd, danger, disabled = false, detail, onSelect, children } = props;
  return (
    <Radix.Item
      className={classes('it', danger && 'danger')}
      disabled={disabled}
      onSelect={onSelect}
      aria-keyshortcuts={ariaKeys(kbd)}
    >
      {icon && <Icon of={icon} />}
      <span className="grow trunc">{children}</span>
      {detail !== undefined && <span className="detail">{detail}</span>}
      {kbd !== undefined && <Kbd keys={kbd} />}
    </Radix.Item>
  );
}

export interface MenuSubProps {
  icon?: LucideIcon | undefined;
  label: ReactNode;
  disabled?: boolean | undefined;
  children: ReactNode;
}

export function MenuSub({ icon, label, disabled = false, children }: MenuSubProps) {
  return (
    <Radix.Sub>
      <Radix.SubTrigger className="it" disabled={disabled}>
        {icon && <Icon of={icon} />}
        <span className="grow trunc">{label}</span>
        <Icon of={ChevronRight} size="s" />
      </Radix.SubTrigger>
      <Radix.Portal>
        <Radix.SubContent className="pop" sideOffset={4} collisionPadding={8} loop>
          {children}
        </Radix.SubContent>
      </Radix.Portal>
    </Radix.Sub>
  );
}

export interface MenuCheckProps {
  checked: boolean;
  onChange: (checked: boolean) => void;
  /** Stays open, so that several can be ticked. */
  stay?: boolean | undefined;
  children: ReactNode;
}

export function MenuCheck({ checked, onChange, stay = false, children }: MenuCheckProps) {
  return (
    <Radix.CheckboxItem
      className="it"
      checked={checked}
      onCheckedChange={onChange}
      onSelect={(e) => stay && e.preventDefault()}
    >
      <Tick />
      <span className="grow trunc">{children}</span>
    </Radix.CheckboxItem>
  );
}

export interface MenuChoiceProps<V extends string> {
  value: V | undefined;
  options: readonly { value: V; label: ReactNode; kbd?: string | undefined }[];
  onChange: (value: V) => void;
}

/** One of several. */
export function MenuChoice<V extends string>({ value, options, onChange }: MenuChoiceProps<V>) {
  return (
    <Radix.RadioGroup value={value ?? ''} onValueChange={(next) => onChange(next as V)}>
      {options.map((o) => (
        <Radix.RadioItem key={o.value} value={o.value} className="it">
          <Tick />
          <span className="grow trunc">{o.label}</span>
          {o.kbd !== undefined && <Kbd keys={o.kbd} />}
        </Radix.RadioItem>
      ))}
    </Radix.RadioGroup>
  );
}

function Tick() {
  return (
    <span className="tick">
      <Radix.ItemIndicator>
        <Icon of={Check} size="s" />
      </Radix.ItemIndicator>
    </span>
  );
}

export function MenuTitle({ children }: { children: ReactNode }) {
  return <Radix.Label className="ttl">{children}</Radix.Label>;
}

export function MenuLine() {
  return <Radix.Separator asChild children={<hr />} />;
}
