// One line or several of text, in the frame of the page. The frame shows focus and errors.
import type { ComponentProps, ReactNode } from 'react';
import { classes } from './classes';
import { useField } from './Field';
import { Icon, type LucideIcon } from './Icon';

interface Frame {
  size?: 'sm' | 'md' | 'lg' | undefined;
  /** A softer border, for a field that is not the matter of the view. */
  soft?: boolean | undefined;
  invalid?: boolean | undefined;
}

export interface InputProps extends Omit<ComponentProps<'input'>, 'size'>, Frame {
  icon?: LucideIcon | undefined;
  /** What stands at its end: a key, a unit, a button. */
  end?: ReactNode;
}

/** Words are written in their own direction; addresses and numbers go from the left. */
const worded = (type: string | undefined) =>
  type === undefined || type === 'text' || type === 'search' ? 'auto' : undefined;

export function Input({ size, soft, invalid, icon, end, className, ...rest }: InputProps) {
  const field = useField({ ...rest, invalid });
  return (
    <span
      className={frame({ size, soft, invalid: field['aria-invalid'] }, rest.disabled, className)}
    >
      {icon && <Icon of={icon} size="s" className="dim" />}
      <input dir={worded(rest.type)} {...rest} {...field} />
      {end}
    </span>
  );
}

export interface TextAreaProps extends ComponentProps<'textarea'>, Frame {}

export function TextArea({ size, soft, invalid, className, ...rest }: TextAreaProps) {
  const field = useField({ ...rest, invalid });
  const look = classes('area', className);
  return (
    <span className={frame({ size, soft, invalid: field['aria-invalid'] }, rest.disabled, look)}>
      <textarea dir="auto" rows={3} {...rest} {...field} />
    </span>
  );
}

function frame({ size, soft, invalid }: Frame, off: boolean | undefined, more: string | undefined) {
  return classes(
    'input',
    size !== 'md' && size,
    soft && 'soft',
    invalid && 'bad',
    off && 'off',
    more,
  );
}
