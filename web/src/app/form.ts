// What every form does: it is busy while it sends, and shows what the server refused at the fields it
// names, the rest above; the first field at fault gets the focus.
import { useCallback, useEffect, useRef, useState, type FormEvent } from 'react';
import { Problem } from '../api/client';
import { problemText } from '../data/writes';

export interface Form {
  /** For <form onSubmit>; also without an event. */
  submit: (e?: FormEvent) => void;
  ref: React.RefObject<HTMLFormElement | null>;
  busy: boolean;
  problem: unknown;
  /** What is wrong with a field. */
  error: (field: string) => string | undefined;
  /** What belongs to none of the fields shown. */
  general: (...fields: string[]) => string | undefined;
  /** Forgets what was refused. */
  clear: () => void;
}

export function generalText(problem: unknown, fields: string[]): string | undefined {
  if (problem === null) return undefined;
  if (problem instanceof Problem && problem.errors.some((e) => fields.includes(e.field ?? '')))
    return problem.errors.find((e) => !fields.includes(e.field ?? ''))?.message;
  return problemText(problem);
}

export function useForm(act: () => Promise<unknown>): Form {
  const ref = useRef<HTMLFormElement>(null);
  const latest = useRef(act);
  const running = useRef(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);

  useEffect(() => {
    latest.current = act;
  });
  useEffect(() => {
    if (problem !== null) ref.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [problem]);

  const submit = useCallback((e?: FormEvent) => {
    e?.preventDefault();
    if (running.current) return;
    running.current = true;
    setBusy(true);
    setProblem(null);
    latest
      .current()
      .catch(setProblem)
      .finally(() => {
        running.current = false;
        setBusy(false);
      });
  }, []);

  return {
    submit,
    ref,
    busy,
    problem,
    error: (field) => (problem instanceof Problem ? problem.of(field) : undefined),
    general: (...fields) => generalText(problem, fields),
    clear: () => setProblem(null),
  };
}
