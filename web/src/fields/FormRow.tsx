// A row of a form: label, control, help, and what is wrong beneath.
import { Field } from '../ui';
import { Control } from './Control';
import type { ControlProps } from './controls/props';
import { fieldLabel } from './words';

export interface FormRowProps extends Omit<
  ControlProps,
  'label' | 'onDone' | 'filter' | 'compact'
> {
  error?: string | undefined;
}

export function FormRow({ error, ...props }: FormRowProps) {
  const { field } = props;
  return (
    <Field
      label={fieldLabel(field)}
      help={field.help ?? undefined}
      error={error}
      required={field.required}
    >
      <Control {...props} />
    </Field>
  );
}
