// The drawer of a record over a list, loaded when it is first needed.
import { lazy, Suspense, type ComponentType } from 'react';

export interface PeekProps {
  entity: string;
  id: number;
  onClose: () => void;
  /** To the next (1) or the one before (-1) in the list under it. */
  onMove: (step: 1 | -1) => void;
}

const Shown = lazy<ComponentType<PeekProps>>(() => import('./record/Peek'));

export function Peek(props: PeekProps) {
  return (
    <Suspense fallback={null}>
      <Shown {...props} />
    </Suspense>
  );
}
