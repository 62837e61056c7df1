// A label, what it labels, help and error beneath, tied together by ids. Input, TextArea, Select,
// Combobox and DatePicker inside it find those ids by themselves.
import { CircleAlert } from 'lucide-react';
import { createContext, use, useId, type ReactNode } from 'react';
import { t } from '../text';
import { classes } from './classes';
import { Icon } from './Icon';

interface FieldContext {
  id: string;
  describedBy: string | undefined;
  invalid: boolean;
  required: boolean;
}

const Context = createContext<FieldContext | undefined>(undefined);

export interface FieldProps {
  label: ReactNode;
  help?: ReactNode;
  /** What is wrong, and the cure. */
  error?: ReactNode;
  required?: boolean | undefined;
  /** Keeps the label for screen readers only. */
  hideLabel?: boolean | undefined;
  className?: string | undefined;
  children: ReactNode;
}

export function Field(props: FieldProps) {
  const { label, help, error, required = false, hideLabel = false, className, children } = props;
  const id = useId();
  const shown = error != null && error !== false && error !== '';
  const describedBy = classes(help != null && `${id}-help`, shown && `${id}-error`) || undefined;
  return (
    <div className={classes('field', className)}>
      <label htmlFor={id} className={classes(hideLabel && 'sr')}>
        {label}
        {required && <span className="dim sm"> {t('ui.required')}</span>}
      </label>
      <Context value={{ id, describedBy, invalid: shown, required }}>{children}</Context>
      {help != null && (
        <div className="help" id={`${id}-help`}>
          {help}
        </div>
      )}
      {shown && (
        <div className="err" id={`${id}-error`}>
          <Icon of={CircleAlert} size="s" />
          <span>{error}</span>
        </div>
      )}
    </div>
  );
}

interface Own {
  id?: string | undefined;
  invalid?: boolean | undefined;
  'aria-describedby'?: string | undefined;
}

/** The attributes of a control: its own, and those of the Field around it. They come after the rest. */
export function useField(own: Own) {
  const field = use(Context);
  return {
    id: own.id ?? field?.id,
    'aria-describedby': classes(own['aria-describedby'], field?.describedBy) || undefined,
    'aria-invalid': (own.invalid ?? field?.invalid) || undefined,
    'aria-required': field?.required || undefined,
  };
}
