// A schema as a list of its members; what they hold opens beneath them.
import type { OpenApi, Schema } from '../../data/openapi';
import { t } from '../../text';
import { Tag } from '../../ui';
import { bounds, isNullable, refName, resolve, typeWords } from './model';

const DEPTH = 6;

interface Props {
  doc: OpenApi;
  schema: Schema;
  depth?: number;
}

/** What there is to open: an object, or the items of a list. */
function inside(doc: OpenApi, given: Schema): Schema | null {
  const schema = resolve(doc, given);
  if (schema.properties) return schema;
  if (schema.items) return inside(doc, schema.items);
  const several = schema.oneOf ?? schema.anyOf ?? schema.allOf;
  return several?.map((s) => inside(doc, s)).find((s) => s !== null) ?? null;
}

export function SchemaView({ doc, schema: given, depth = 0 }: Props) {
  const schema = inside(doc, given);
  if (!schema?.properties) return <p className="mono dim">{typeWords(doc, given)}</p>;
  const required = new Set(schema.required ?? []);
  return (
    <ul className="schema">
      {Object.entries(schema.properties).map(([name, member]) => (
        <Member
          key={name}
          doc={doc}
          name={name}
          member={member}
          required={required.has(name)}
          depth={depth}
        />
      ))}
    </ul>
  );
}

interface MemberProps {
  doc: OpenApi;
  name: string;
  member: Schema;
  required: boolean;
  depth: number;
}

function Member({ doc, name, member, required, depth }: MemberProps) {
  const whole = resolve(doc, member);
  const more = depth < DEPTH ? inside(doc, member) : null;
  const notes = [bounds(whole), isNullable(whole) ? t('api.nullable') : ''].filter(Boolean);
  const line = (
    <>
      <code className="mono b">{name}</code>{' '}
      <span className="mono dim">{typeWords(doc, member)}</span>{' '}
      {required && <Tag tone="warn">{t('ui.required')}</Tag>}
      {notes.length > 0 && <span className="dim sm"> {notes.join(', ')}</span>}
      {whole.description !== undefined && <span className="muted sm"> {whole.description}</span>}
    </>
  );
  return (
    <li>
      {more ? (
        <details>
          <summary>{line}</summary>
          <SchemaView doc={doc} schema={refName(member) ? member : more} depth={depth + 1} />
        </details>
      ) : (
        line
      )}
    </li>
  );
}
