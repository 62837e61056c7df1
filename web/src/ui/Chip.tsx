// A filter: field, operator and value, each a button of its own, and one that takes it away. `wrap`
// lets the owner put a menu or popover round a part.
import { Plus, X } from 'lucide-react';
import type { ComponentProps, KeyboardEvent, ReactElement, ReactNode } from 'react';
import { t } from '../text';
import { Icon, type LucideIcon } from './Icon';

export type ChipPart = 'field' | 'operator' | 'value';

export interface ChipProps {
  /** The whole in words: "Stage is Demo". */
  label: string;
  field: ReactNode;
  operator: ReactNode;
  value?: ReactNode;
  onPart?: ((part: ChipPart) => void) | undefined;
  wrap?: ((part: ChipPart, button: ReactElement) => ReactNode) | undefined;
  onRemove?: (() => void) | undefined;
}

const parts = [
  { part: 'field', look: 'f' },
  { part: 'operator', look: 'op' },
  { part: 'value', look: 'v' },
] as const;

export function Chip(props: ChipProps) {
  const { label, onPart, onRemove, wrap = (_part, button) => button } = props;
  const keys = (e: KeyboardEvent) => {
    if (onRemove === undefined || (e.key !== 'Backspace' && e.key !== 'Delete')) return;
    // A popover's field inside the chip keeps its own Backspace.
    if (!e.currentTarget.contains(e.target as Node)) return;
    e.preventDefault();
    onRemove();
  };
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the keys of its buttons, caught once
    <div className="chip" role="group" aria-label={label} onKeyDown={keys}>
      {parts.map(({ part, look }) =>
        props[part] === undefined ? null : (
          <Slot key={part}>
            {wrap(
              part,
              <button type="button" className={look} onClick={() => onPart?.(part)}>
                {props[part]}
              </button>,
            )}
          </Slot>
        ),
      )}
      {onRemove && (
        <button
          type="button"
          className="x"
          aria-label={t('ui.remove', { what: label })}
          onClick={onRemove}
        >
          <Icon of={X} size="xs" />
        </button>
      )}
    </div>
  );
}

function Slot({ children }: { children: ReactNode }) {
  return children;
}

/** The dashed chip that offers to add one. */
export function AddChip({
  icon = Plus,
  children,
  ...rest
}: ComponentProps<'button'> & { icon?: LucideIcon }) {
  return (
    <button type="button" {...rest} className="chip dash">
      <span>
        <Icon of={icon} size="s" />
        {children}
      </span>
    </button>
  );
}
