// Taking a change set back from where its history is read; when it can not be, what stands in the way is
// told there.
import { TriangleAlert, X } from 'lucide-react';
import { useState } from 'react';
import { call, Problem } from '../../api/client';
import type { Row, Value } from '../../api/types';
import { queryClient } from '../../data/client';
import { cachedMeta, field, findEntity } from '../../data/meta';
import { useRefName } from '../../data/refs';
import { refreshLists } from '../../data/records';
import { noteStep } from '../../data/undo';
import { tellProblem } from '../../data/writes';
import { Cell, fieldLabel } from '../../fields';
import { t } from '../../text';
import { IconButton, Note } from '../../ui';
import { refreshRecord } from './data';
import type { Self } from './entries';
import { Words } from './Words';

export interface UndoConflict {
  entity_type: string;
  entity_id: number;
  field: string | null;
  expected: Value;
  actual: Value;
  message: string;
}

export interface Conflicts {
  rows: UndoConflict[];
  /** All there are; the server tells the first of many. */
  n: number;
}

export function useUndo(self: Self, changeId: number) {
  const [conflicts, setConflicts] = useState<Conflicts | null>(null);
  const undo = () => {
    setConflicts(null);
    call<unknown>('POST', `/crm/changes/${changeId}/undo`, { body: {} })
      .then((answer) => {
        noteStep(answer.changeId, t('rec.tl.undone'));
        refreshLists();
        void queryClient.invalidateQueries({
          predicate: (q) => ['record', 'timeline'].includes(String(q.queryKey[1])),
        });
        return refreshRecord(self);
      })
      .catch((e: unknown) => {
        const rows = e instanceof Problem ? e.more['conflicts'] : undefined;
        if (!Array.isArray(rows)) return tellProblem(e);
        const n = e instanceof Problem ? Number(e.more['n_conflicts'] ?? rows.length) : rows.length;
        setConflicts({ rows: rows as UndoConflict[], n });
      });
  };
  return { conflicts, undo, forget: () => setConflicts(null) };
}

function ConflictLine({ conflict }: { conflict: UndoConflict }) {
  const name = useRefName(conflict.entity_type, conflict.entity_id) ?? '';
  const meta = cachedMeta();
  const entity = meta && findEntity(meta, conflict.entity_type);
  const f = entity && conflict.field ? field(entity, conflict.field) : undefined;
  if (!f) return <li>{t('rec.tl.conflictBare', { name, message: conflict.message })}</li>;
  const value = (v: Value) => {
    const row = { id: 0, created_at: '', updated_at: '', [f.name]: v } as Row;
    return (
      <b className="said">
        <Cell field={f} row={row} value={v} />
      </b>
    );
  };
  return (
    <li>
      <Words
        of="rec.tl.conflictRow"
        with={{
          field: <b>{fieldLabel(f)}</b>,
          name,
          expected: value(conflict.expected),
          actual: value(conflict.actual),
        }}
      />
    </li>
  );
}

const SHOWN = 5;

export function ConflictNote({
  conflicts,
  onClose,
}: {
  conflicts: Conflicts;
  onClose: () => void;
}) {
  const rows = conflicts.rows.slice(0, SHOWN);
  return (
    <div role="alert" className="tl-conflict">
      <Note
        tone="bad"
        icon={TriangleAlert}
        actions={<IconButton icon={X} size="sm" label={t('do.close')} onClick={onClose} />}
      >
        {t('rec.tl.conflict')}
        <ul>
          {rows.map((c) => (
            <ConflictLine key={`${c.entity_type}:${c.entity_id}:${c.field}`} conflict={c} />
          ))}
          {conflicts.n > rows.length && (
            <li>{t('rec.tl.conflictMore', { n: conflicts.n - rows.length })}</li>
          )}
        </ul>
      </Note>
    </div>
  );
}
