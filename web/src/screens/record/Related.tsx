// What stands beside a record, by what the meta says of its kind: a column on a wide window, tabs on a
// narrow one.
import { History } from 'lucide-react';
import type { ComponentType } from 'react';
import { field, useMeta, type EntityMeta } from '../../data/meta';
import { useTotal } from '../../data/records';
import { useWorkspace } from '../../data/session';
import { ago, exactTime } from '../../lib/time';
import { t, type TextKey } from '../../text';
import { Box } from './Box';
import { childOf, linkers, takesNotes } from './data';
import { Companies, Links, People, Subject, Websites } from './People';
import { Activities, Tasks, type RelatedProps } from './Tasks';

export interface Section {
  id: string;
  text: TextKey;
  Body: ComponentType<RelatedProps>;
}

function Facts({ self, row }: RelatedProps) {
  const zone = useWorkspace().time_zone;
  const meta = useMeta();
  const counted = takesNotes(meta, self.entity);
  const notes = useTotal('notes', { entity_id: String(self.id) });
  const spoke = row['last_contact_at'];
  const facts: [TextKey, string, string?][] = [];
  if (spoke !== undefined)
    facts.push(
      typeof spoke === 'string'
        ? ['rec.facts.spoke', ago(spoke, zone), exactTime(spoke, zone)]
        : ['rec.facts.spoke', t('rec.facts.never')],
    );
  if (counted && notes.data !== undefined) facts.push(['rec.facts.notes', String(notes.data)]);
  facts.push(['rec.facts.added', ago(row.created_at, zone), exactTime(row.created_at, zone)]);
  facts.push(['rec.facts.changed', ago(row.updated_at, zone), exactTime(row.updated_at, zone)]);
  return (
    <Box title={t('rec.facts')} icon={History}>
      <dl>
        {facts.map(([key, text, exact]) => (
          <div key={key} className="kv">
            <dt>{t(key)}</dt>
            <dd title={exact}>{text}</dd>
          </div>
        ))}
      </dl>
    </Box>
  );
}

/** In the order they are looked for. */
export function useSections(entity: EntityMeta): Section[] {
  const meta = useMeta();
  const linked = linkers(meta);
  const has = (name: string) => field(entity, name) !== undefined;
  const links = takesNotes(meta, entity.name);
  const sections: (Section | false)[] = [
    has('links') && { id: 'links', text: 'rec.links', Body: Links },
    has('entity_type') && { id: 'subject', text: 'rec.subject', Body: Subject },
    links &&
      linked.some((e) => e.name === 'task') &&
      entity.name !== 'task' && { id: 'tasks', text: 'rec.tasks', Body: Tasks },
    entity.name === 'contact' &&
      !!childOf(meta, 'contact', 'membership') && {
        id: 'companies',
        text: 'rec.companies',
        Body: Companies,
      },
    entity.name === 'company' &&
      !!childOf(meta, 'company', 'membership') && {
        id: 'people',
        text: 'rec.people',
        Body: People,
      },
    links &&
      linked.some((e) => e.name === 'activity') &&
      entity.name !== 'activity' && { id: 'activities', text: 'rec.activities', Body: Activities },
    !!childOf(meta, entity.name, 'website') && {
      id: 'websites',
      text: 'rec.websites',
      Body: Websites,
    },
    { id: 'facts', text: 'rec.facts', Body: Facts },
  ];
  return sections.filter((s) => s !== false);
}
