// The last steps of this tab, each a change set that can be taken back. `z` takes back the newest;
// taking back is a change set itself, so it can be redone from its toast.
import { call, Problem } from '../api/client';
import { t } from '../text';
import { notify } from './notify';
import { refreshLists } from './records';
import { queryClient } from './client';

export interface Step {
  changeId: number;
  what: string;
  /** The change set at the beginning, where this takes back a taking back. */
  root?: number;
}

const KEPT = 20;
const steps: Step[] = [];

const aboutChange = ({ changeId, root = changeId }: Step) => `change ${root}`;

/** Notes a step and tells it with an undo button, unless `quiet`. */
export function noteStep(changeId: number | null, what: string, quiet = false): void {
  if (changeId === null) return;
  steps.push({ changeId, what });
  if (steps.length > KEPT) steps.shift();
  if (!quiet)
    notify({
      about: aboutChange({ changeId, what }),
      text: what,
      action: { label: t('do.undo'), kbd: 'z', run: () => void takeBack({ changeId, what }) },
    });
}

/** Everything on the page may have changed. */
function refreshAll(): void {
  refreshLists();
  void queryClient.invalidateQueries({
    predicate: (q) => ['record', 'timeline', 'own'].includes(String(q.queryKey[1])),
  });
}

export async function takeBack(step: Step): Promise<boolean> {
  const at = steps.findIndex((s) => s.changeId === step.changeId);
  if (at >= 0) steps.splice(at, 1);
  try {
    const answer = await call<unknown>('POST', `/crm/changes/${step.changeId}/undo`, { body: {} });
    const redo = answer.changeId;
    refreshAll();
    notify({
      about: aboutChange(step),
      text: t('done.undone', { what: step.what }),
      ...(redo === null
        ? {}
        : {
            action: {
              label: t('do.redo'),
              run: () =>
                void takeBack({ ...step, root: step.root ?? step.changeId, changeId: redo }),
            },
          }),
    });
    return true;
  } catch (e) {
    if (e instanceof Problem && e.status === 409)
      notify({ text: t('wrong.undo', { what: step.what }), tone: 'danger' });
    else notify({ text: t('wrong.network'), tone: 'danger' });
    return false;
  }
}

export function takeBackLast(): void {
  const last = steps[steps.length - 1];
  if (last) void takeBack(last);
  else notify({ text: t('wrong.nothingToUndo') });
}
