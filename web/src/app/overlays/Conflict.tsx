// The same field was changed here and meanwhile by somebody else: mine or theirs, field by field. Nothing
// typed is dropped unless one says so.
import { useQuery } from '@tanstack/react-query';
import { Check } from 'lucide-react';
import { useRef, useState } from 'react';
import { get } from '../../api/client';
import type { Event, Page } from '../../api/types';
import { field as findField, nameOf } from '../../data/meta';
import { useMe, useWorkspace } from '../../data/session';
import type { Values } from '../../data/writes';
import { Cell, entityLabel, fieldLabel, textOf } from '../../fields';
import { clockTime } from '../../lib/time';
import { t } from '../../text';
import { Avatar, Button, classes, copyText, Dialog, Icon } from '../../ui';
import { useKeys } from '../keys';
import type { Overlay } from '../overlays';

type Side = 'mine' | 'theirs';

/** Who was it? The last that happened to the record tells. */
function useOther(entity: string, plural: string, id: number) {
  const last = useQuery({
    queryKey: ['conflict', entity, id],
    queryFn: async () =>
      (await get<Page<Event>>(`/crm/${plural}/${id}/timeline`, { limit: 1 })).data[0] ?? null,
    staleTime: 0,
    gcTime: 0,
  }).data as { actor?: { id?: number | null; name?: string | null } } | null | undefined;
  const actor = last?.actor;
  return { id: actor?.id ?? 0, name: actor?.name ?? t('conflict.somebody') };
}

const Conflict: Overlay<'conflict'> = ({ conflict, settle }) => {
  const { entity, base, current, values, fields } = conflict;
  const me = useMe().user;
  const zone = useWorkspace().time_zone;
  const other = useOther(entity.name, entity.plural, current.id);
  const [chosen, setChosen] = useState<Record<string, Side>>({});
  const first = useRef<HTMLInputElement>(null);
  const sideOf = (name: string): Side => chosen[name] ?? 'mine';

  const answer = (side: (name: string) => Side) => {
    const kept: Values = {};
    for (const [name, value] of Object.entries(values))
      if (!fields.includes(name) || side(name) === 'mine') kept[name] = value;
    settle(Object.keys(kept).length > 0 ? kept : null);
  };
  const save = () => answer(sideOf);
  useKeys([
    { keys: 'mod+enter', text: 'conflict.save', group: 'writing', run: save, inFields: true },
  ]);

  const shown = fields.flatMap((name) => findField(entity, name) ?? []);
  const others = Object.keys(values).filter((name) => !fields.includes(name));
  const mine = { ...base, ...(values as typeof base) };
  const copy = () =>
    void copyText(
      shown.map((f) => `${fieldLabel(f)}: ${textOf(f, values[f.name], mine)}`).join('\n'),
    );

  return (
    <Dialog
      alert
      width={660}
      lead={<Avatar name={other.name} id={other.id} size={32} />}
      title={t('conflict.title', { who: other.name, what: entityLabel(entity).toLowerCase() })}
      description={t('conflict.text', {
        name: nameOf(entity, current),
        when: clockTime(current.updated_at, zone),
      })}
      initialFocus={first}
      onClose={() => settle(null)}
      footer={
        <>
          <Button kind="ghost" onClick={copy}>
            {t('conflict.copy')}
          </Button>
          <span className="end" />
          <Button onClick={() => answer(() => 'theirs')}>
            {t('conflict.theirs', { who: other.name })}
          </Button>
          <Button onClick={() => answer(() => 'mine')}>{t('conflict.mine')}</Button>
          <Button kind="primary" kbd="mod+enter" onClick={save}>
            {t('conflict.save')}
          </Button>
        </>
      }
    >
      <div className="cft sm dim" aria-hidden>
        <span />
        <span className="row g6">
          <Avatar name={me.name} id={me.id} size={20} />
          {t('conflict.yours')}
        </span>
        <span className="row g6">
          <Avatar name={other.name} id={other.id} size={20} />
          {other.name}, {clockTime(current.updated_at, zone)}
        </span>
      </div>
      {shown.map((field, i) => (
        <div key={field.name} className="cft" role="radiogroup" aria-label={fieldLabel(field)}>
          <div className="f">{fieldLabel(field)}</div>
          {(['mine', 'theirs'] as const).map((side) => {
            const row = side === 'mine' ? mine : current;
            const on = sideOf(field.name) === side;
            const words = textOf(field, row[field.name], row) || t('value.none');
            return (
              <label key={side} className={classes(on && 'on')}>
                <input
                  ref={i === 0 && side === 'mine' ? first : undefined}
                  type="radio"
                  name={`conflict-${field.name}`}
                  checked={on}
                  aria-label={`${side === 'mine' ? t('conflict.yours') : other.name}: ${words}`}
                  onChange={() => setChosen({ ...chosen, [field.name]: side })}
                />
                <span className="trunc">
                  <Cell field={field} row={row} value={row[field.name] ?? null} />
                </span>
              </label>
            );
          })}
        </div>
      ))}
      {others.length > 0 && (
        <p className="dim sm row g6" style={{ paddingBlockStart: 10 }}>
          <Icon of={Check} size="s" />
          {t('conflict.kept', { n: others.length })}
        </p>
      )}
    </Dialog>
  );
};

export default Conflict;
