// A form for a new record of any kind, made of the entity's fields: what it needs and what is asked most
// first, the rest behind "more fields". Those that look like it are offered while it is named.
import { Link } from '@tanstack/react-router';
import { Link2, X } from 'lucide-react';
import {
  useEffect,
  useMemo,
  useRef,
  useState,
  type FormEvent,
  type ReactNode,
  type RefObject,
} from 'react';
import { get, idempotencyKey, Problem } from '../../api/client';
import type { Page, SearchHit, Value } from '../../api/types';
import { useEntity, useMeta, type EntityMeta, type FieldMeta } from '../../data/meta';
import { pluralOf } from '../../data/records';
import { useRefName } from '../../data/refs';
import { createRecord, problemText, type Values } from '../../data/writes';
import { entityLabel, FormRow, formFields, isMissing } from '../../fields';
import { useWidth } from '../../lib/media';
import { t } from '../../text';
import { Button, Checkbox, Dialog, Icon, IconButton, Select, Sheet } from '../../ui';
import type { Overlay, OverlayProps } from '../overlays';
import { useGo, useWorkspaceId } from '../state';
import { formParts } from './formParts';

type CreateProps = OverlayProps['create'] & { onClose: () => void };

/** What a person adds by itself; parts of a record are added on it. */
function isAddable(entity: EntityMeta): boolean {
  return !entity.child && entity.trash;
}

/** Takes a line of its own; others stand two by two. */
function isWide(f: FieldMeta): boolean {
  return f.is_name || ['longtext', 'tags', 'links', 'url', 'time'].includes(f.type);
}

interface LinkTo {
  entity_type: string;
  entity_id: number;
}

/** How a new record of a kind refers to the one it was opened from; null: it can not. */
function referTo(entity: EntityMeta, about: { entity: string; id: number }): Values | null {
  const has = (name: string) => entity.fields.find((f) => f.name === name);
  if (has('links')) return { links: [{ entity_type: about.entity, entity_id: about.id }] };
  if (has('entity_type')?.options?.includes(about.entity))
    return { entity_type: about.entity, entity_id: about.id };
  const ref = has(`${about.entity}_id`);
  return ref?.target === about.entity ? { [ref.name]: about.id } : null;
}

function LinkedTo({ link, onRemove }: { link: LinkTo; onRemove?: (() => void) | undefined }) {
  const name = useRefName(link.entity_type, link.entity_id) ?? '';
  return (
    <span className="row g6 dim">
      <Icon of={Link2} size="s" />
      {t('create.linked', { name })}
      {onRemove && <IconButton icon={X} size="sm" label={t('create.unlink')} onClick={onRemove} />}
    </span>
  );
}

const LOOK_PAUSE = 250;
const LOOK_FROM = 3;
const LOOK_MOST = 3;

/** Records that the name or the address typed may be. */
function useAlike(entity: EntityMeta, values: Values): SearchHit[] {
  const [hits, setHits] = useState<SearchHit[]>([]);
  const looked = entity.fields.filter(
    (f) => f.is_name || ['email', 'domain', 'url'].includes(f.type),
  );
  const typed = looked.flatMap((f) => {
    const v = values[f.name];
    return typeof v === 'string' && v.trim().length >= LOOK_FROM ? [v.trim()] : [];
  });
  const words = ['contact', 'company', 'website'].includes(entity.name) ? typed.join('\n') : '';
  useEffect(() => {
    if (!words) return setHits([]);
    const asked = new AbortController();
    const look = async () => {
      const found = await Promise.all(
        words
          .split('\n')
          .map((q) =>
            get<Page<SearchHit>>(
              '/crm/search',
              { q: `"${q.replaceAll('"', '')}"`, type: entity.name, limit: LOOK_MOST },
              asked.signal,
            ),
          ),
      );
      const all = found.flatMap((p) => p.data);
      const once = all.filter((h, i) => all.findIndex((x) => x.entity_id === h.entity_id) === i);
      setHits(once.slice(0, LOOK_MOST));
    };
    const timer = setTimeout(() => void look().catch(() => undefined), LOOK_PAUSE);
    return () => {
      clearTimeout(timer);
      asked.abort();
    };
  }, [words, entity.name]);
  return hits;
}

function Alike({ hits, onClose }: { hits: SearchHit[]; onClose: () => void }) {
  const workspace = useWorkspaceId();
  return (
    <div role="status" className={hits.length ? undefined : 'sr'}>
      {hits.length > 0 && (
        <div className="note warn alike">
          <div className="grow">
            <b className="b">{t('create.duplicates')}</b>
            <ul>
              {hits.map((h) => (
                <li key={h.entity_id}>
                  <Link
                    className="acc"
                    to={`/w/${workspace}/${pluralOf(h.entity_type)}/${h.entity_id}` as never}
                    onClick={onClose}
                  >
                    {h.name}
                  </Link>
                </li>
              ))}
            </ul>
          </div>
        </div>
      )}
    </div>
  );
}

function useForm(entity: EntityMeta, given: Values) {
  const [values, setValues] = useState<Values>(given);
  const [wrong, setWrong] = useState<unknown>();
  // One key for as long as the form says the same: sending it again makes nothing twice.
  const key = useRef(idempotencyKey());
  const renew = () => {
    key.current = idempotencyKey();
  };
  const set = (name: string, value: Value, also: Values = {}) => {
    setWrong(undefined);
    renew();
    setValues((now) => ({ ...now, [name]: value, ...also }));
  };
  const sent = (): Values =>
    Object.fromEntries(Object.entries(values).filter(([, v]) => v !== undefined && !isMissing(v)));
  const errorOf = (f: FieldMeta) => (wrong instanceof Problem ? wrong.of(f.name) : undefined);
  const general =
    wrong !== undefined && !entity.fields.some((f) => errorOf(f)) ? problemText(wrong) : undefined;
  const again = () => {
    renew();
    setValues(given);
  };
  const drop = (names: string[]) => {
    renew();
    setValues((now) => Object.fromEntries(Object.entries(now).filter(([n]) => !names.includes(n))));
  };
  return { values, key, again, drop, set, sent, errorOf, wrong, setWrong, general };
}

interface FormProps extends CreateProps {
  kinds: ReactNode;
  /** The part of the values that links it to where it was opened. */
  reference: Values | null;
  typed: RefObject<Values>;
}

const referring = ['links', 'entity_type', 'entity_id'];

function Form(props: FormProps) {
  const { entity: name, about, reference, onCreated, onClose, kinds, typed } = props;
  // As it was opened.
  const [given] = useState<Values>(props.values ?? {});
  const [linked, setLinked] = useState(reference !== null);
  const entity = useEntity(name);
  const form = useForm(entity, given);
  const [more, setMore] = useState(false);
  const [another, setAnother] = useState(false);
  const [busy, setBusy] = useState(false);
  const self = useRef<HTMLFormElement>(null);
  const go = useGo();
  const phone = useWidth() === 'phone';
  const hits = useAlike(entity, form.values);
  useEffect(() => {
    typed.current = form.values;
  }, [typed, form.values]);
  const links = Array.isArray(given['links']) ? (given['links'] as unknown as LinkTo[]) : [];
  const [first, rest] = useMemo(() => {
    const asked = formFields(entity).filter(
      (f) => !(f.name in given && referring.includes(f.name)),
    );
    return formParts(asked);
  }, [entity, given]);
  const wrongInRest = rest.some((f) => form.errorOf(f));

  useEffect(() => {
    // Where the server found fault, there the cursor goes.
    if (form.wrong) self.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [form.wrong]);
  // The first field, not the choice of what to add.
  const firstField = useRef({
    get current() {
      return (
        self.current?.querySelector<HTMLElement>('.asked :is(input, textarea, button)') ?? null
      );
    },
  }).current;

  const save = async () => {
    if (busy) return;
    setBusy(true);
    try {
      const row = await createRecord(name, form.sent(), false, form.key.current);
      onCreated?.(row);
      if (another) {
        form.again();
        firstField.current?.focus();
      } else {
        onClose();
        if (!onCreated) go(`${entity.plural}/${row.id}`);
      }
    } catch (e) {
      form.setWrong(e);
    } finally {
      setBusy(false);
    }
  };
  const submit = (e: FormEvent) => {
    e.preventDefault();
    void save();
  };
  const rowOf = (f: FieldMeta) => (
    <div key={f.name} className={isWide(f) ? 'wide' : undefined}>
      <FormRow
        field={f}
        value={form.values[f.name]}
        row={{ id: 0, created_at: '', updated_at: '', ...form.values } as never}
        error={form.errorOf(f)}
        onChange={(value, also) => form.set(f.name, value, also)}
      />
    </div>
  );
  const label = entityLabel(entity);
  const footer = (
    <>
      <Checkbox checked={another} onChange={setAnother}>
        {t('create.another')}
      </Checkbox>
      <span className="grow" />
      <Button kind="ghost" onClick={onClose}>
        {t('do.cancel')}
      </Button>
      <Button
        kind="primary"
        kbd="mod+enter"
        busy={busy}
        busyText={t('create.saving')}
        onClick={() => void save()}
      >
        {t('create.save', { entity: label.toLocaleLowerCase() })}
      </Button>
    </>
  );
  const Surface = phone ? Sheet : Dialog;
  return (
    <Surface
      title={t('create.title', { entity: label.toLocaleLowerCase() })}
      width={560}
      footer={footer}
      initialFocus={firstField}
      onClose={onClose}
    >
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- cmd-enter of its fields */}
      <form
        ref={self}
        className="col g16 create"
        noValidate
        onSubmit={submit}
        onKeyDown={(e) => {
          if (e.key !== 'Enter' || !(e.metaKey || e.ctrlKey)) return;
          e.preventDefault();
          void save();
        }}
      >
        {kinds}
        {about && linked ? (
          <LinkedTo
            link={{ entity_type: about.entity, entity_id: about.id }}
            onRemove={() => {
              setLinked(false);
              form.drop(Object.keys(reference ?? {}));
            }}
          />
        ) : (
          !about &&
          links.map((link) => (
            <LinkedTo key={`${link.entity_type}:${link.entity_id}`} link={link} />
          ))
        )}
        <div className="asked">{first.map(rowOf)}</div>
        <Alike hits={hits} onClose={onClose} />
        {(more || wrongInRest) && <div className="asked">{rest.map(rowOf)}</div>}
        {rest.length > 0 && (
          <div>
            <Button size="sm" kind="ghost" aria-expanded={more} onClick={() => setMore(!more)}>
              {more ? t('create.fewer') : t('create.more', { n: rest.length })}
            </Button>
          </div>
        )}
        {form.general && (
          <p className="bad" role="alert">
            {form.general}
          </p>
        )}
        {/* Enter in a field saves. */}
        <button type="submit" className="sr" tabIndex={-1} aria-hidden />
      </form>
    </Surface>
  );
}

/** What was typed for another kind goes along where this one has such a field. */
function carried(entity: EntityMeta, typed: Values): Values {
  const fits = (name: string) => entity.fields.some((f) => f.name === name && f.type !== 'links');
  return Object.fromEntries(Object.entries(typed).filter(([name]) => fits(name)));
}

const Create: Overlay<'create'> = (props) => {
  const meta = useMeta();
  const [kind, setKind] = useState(props.entity);
  const typed = useRef<Values>({});
  const entity = useEntity(kind);
  const options = meta.entities
    .filter(isAddable)
    .map((e) => ({ value: e.name, label: entityLabel(e) }));
  // What was opened for one kind (a website of a company) stays that.
  const kinds = props.onCreated ? null : (
    <Select label={t('create.kind')} value={kind} options={options} onChange={setKind} />
  );
  const reference = props.about ? referTo(entity, props.about) : null;
  const values = { ...props.values, ...carried(entity, typed.current), ...reference };
  return (
    <Form
      key={kind}
      {...props}
      entity={kind}
      values={values}
      reference={reference}
      kinds={kinds}
      typed={typed}
    />
  );
};

export default Create;
