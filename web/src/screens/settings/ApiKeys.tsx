// Keys for programs: what each may, when it was used and when it ends. A new one is shown once.
import { BookOpen, Ellipsis, KeyRound, Plus, Trash2, X } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { ApiKey } from '../../api/types';
import { useForm } from '../../app/form';
import { useKeys } from '../../app/keys';
import { useGo } from '../../app/state';
import { findEntity, useMeta } from '../../data/meta';
import { notify } from '../../data/notify';
import { useOpenApi } from '../../data/openapi';
import { useMe, useWorkspace } from '../../data/session';
import { createKey, endKey, useApiKeys, useMembers, type NewKey } from '../../data/settings';
import { tellProblem } from '../../data/writes';
import { ago, dayFromNow, daysUntil, exactTime, shortDay } from '../../lib/time';
import { maybe, t } from '../../text';
import {
  Avatar,
  Button,
  Checkbox,
  ConfirmDialog,
  CopyButton,
  DatePicker,
  EmptyState,
  Field,
  IconButton,
  Input,
  Menu,
  MenuItem,
  Note,
  Segment,
  Tag,
} from '../../ui';
import { DataTable, type Col } from '../shared/DataTable';
import { FormNote } from '../shared/FormNote';
import { Loaded } from '../shared/Loaded';
import { holds, scopeRows, tidy, toggle, verbs } from './scopes';
import { SettingsPage } from './SettingsPage';

const SHOWN_SCOPES = 4;
const SOON_DAYS = 14;

export default function ApiKeys() {
  const list = useApiKeys();
  const go = useGo();
  const [making, setMaking] = useState(false);
  const [made, setMade] = useState<NewKey | null>(null);
  const [ending, setEnding] = useState<ApiKey | null>(null);
  const columns = useColumns(setEnding);
  const start = () => setMaking(true);
  useKeys([{ keys: 'n', text: 'set.keys.new', group: 'anywhere', run: start }]);
  return (
    <SettingsPage
      wide
      title={t('set.keys')}
      text={t('set.keys.text')}
      actions={
        <>
          <Button kind="ghost" icon={BookOpen} onClick={() => go('api')}>
            {t('set.keys.guide')}
          </Button>
          <Button kind="primary" icon={Plus} kbd="n" onClick={start}>
            {t('set.keys.new')}
          </Button>
        </>
      }
      panel={
        making
          ? {
              title: t('set.keys.new'),
              onClose: () => setMaking(false),
              body: (
                <MakeKey
                  onClose={() => setMaking(false)}
                  onMade={(key) => {
                    setMade(key);
                    setMaking(false);
                  }}
                />
              ),
            }
          : null
      }
    >
      {made && <Once made={made} onClose={() => setMade(null)} />}
      <Loaded query={list}>
        {(rows) =>
          rows.length ? (
            <DataTable
              className="keys"
              label={t('set.keys')}
              columns={columns}
              rows={rows}
              rowKey={(k) => k.id}
            />
          ) : (
            <EmptyState title={t('set.keys.none')} text={t('set.keys.noneText')} rings={false} />
          )
        }
      </Loaded>
      {ending && <EndKey apiKey={ending} onClose={() => setEnding(null)} />}
    </SettingsPage>
  );
}

function Once({ made, onClose }: { made: NewKey; onClose: () => void }) {
  return (
    <div role="status" className="set-once">
      <Note
        tone="good"
        icon={KeyRound}
        actions={<IconButton icon={X} size="sm" label={t('do.close')} onClick={onClose} />}
      >
        <b className="b">{t('set.keys.ready', { name: made.description })}</b> {t('set.keys.once')}
        <div className="once">
          <code className="mono grow">{made.key}</code>
          <CopyButton text={made.key} label={t('do.copy')} />
        </div>
      </Note>
    </div>
  );
}

function useColumns(onEnd: (key: ApiKey) => void): Col<ApiKey>[] {
  const { time_zone: zone } = useWorkspace();
  const me = useMe();
  const members = useMembers().data ?? [];
  const nameOf = (id: number) =>
    members.find((m) => m.user_id === id)?.name ?? (id === me.user.id ? me.user.name : String(id));
  return [
    {
      head: t('set.keys.key'),
      width: 190,
      main: true,
      cell: (k) => (
        <div className="trunc">
          <div className="b trunc">{k.description}</div>
          <div className="mono dim">{k.prefix}…</div>
        </div>
      ),
    },
    {
      head: t('set.keys.may'),
      cell: (k) => (
        <span className="row g4 wrap" title={k.scopes.join(', ')}>
          {k.scopes.slice(0, SHOWN_SCOPES).map((s) => (
            <Tag key={s}>{s}</Tag>
          ))}
          {k.scopes.length > SHOWN_SCOPES && <Tag>{`+${k.scopes.length - SHOWN_SCOPES}`}</Tag>}
        </span>
      ),
    },
    {
      head: t('set.keys.owner'),
      width: 70,
      cell: (k) => (
        <Avatar name={nameOf(k.user_id)} id={k.user_id} size={20} label={nameOf(k.user_id)} />
      ),
    },
    {
      head: t('set.keys.used'),
      width: 104,
      cell: (k) => (
        <span
          className="dim"
          title={k.last_used_at === null ? undefined : exactTime(k.last_used_at, zone)}
        >
          {k.last_used_at === null ? t('set.keys.never') : ago(k.last_used_at, zone)}
        </span>
      ),
    },
    {
      head: t('set.keys.ends'),
      width: 104,
      cell: (k) => <Ends at={k.expires_at} zone={zone} />,
    },
    {
      head: t('do.more'),
      width: 48,
      quiet: true,
      cell: (k) => (
        <Menu
          align="end"
          trigger={
            <IconButton
              icon={Ellipsis}
              size="sm"
              label={t('set.moreOf', { name: k.description })}
            />
          }
        >
          <MenuItem icon={Trash2} danger onSelect={() => onEnd(k)}>
            {t('set.keys.end')}
          </MenuItem>
        </Menu>
      ),
    },
  ];
}

function Ends({ at, zone }: { at: string | null; zone: string }) {
  if (at === null) return <span className="warn b">{t('set.keys.noEnd')}</span>;
  const days = daysUntil(at, zone);
  if (new Date(at).getTime() < Date.now()) return <span className="dim">{t('set.keys.over')}</span>;
  return days <= SOON_DAYS ? (
    <span className="warn b">{t('set.keys.inDays', { n: days })}</span>
  ) : (
    <span className="dim">{shortDay(at, zone)}</span>
  );
}

function EndKey({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const end = () =>
    endKey(apiKey.id)
      .then(() => {
        notify({ text: t('set.keys.ended', { name: apiKey.description }) });
        onClose();
      })
      .catch(tellProblem);
  return (
    <ConfirmDialog
      title={t('set.keys.endTitle', { name: apiKey.description })}
      confirmText={t('set.keys.end')}
      onConfirm={end}
      onClose={onClose}
    >
      {t('set.keys.endText')}
    </ConfirmDialog>
  );
}

// --- a new key ---

const ends = ['30', '365', 'never', 'date'] as const;
type End = (typeof ends)[number];

interface MakeProps {
  onClose: () => void;
  onMade: (key: NewKey) => void;
}

function MakeKey({ onClose, onMade }: MakeProps) {
  const { time_zone: zone } = useWorkspace();
  const [description, setDescription] = useState('');
  const [scopes, setScopes] = useState<string[]>([]);
  const [end, setEnd] = useState<End>('365');
  const [date, setDate] = useState<string | null>(null);
  const [rate, setRate] = useState('');
  const endsAt = () => {
    if (end === 'never') return undefined;
    return end === 'date' ? (date ?? undefined) : dayFromNow(Number(end), zone);
  };
  const form = useForm(async () => {
    const expires = endsAt();
    onMade(
      await createKey({
        description: description.trim(),
        scopes: tidy(scopes),
        ...(expires === undefined ? {} : { expires_at: expires }),
        ...(rate.trim() === '' ? {} : { rate_limit: Number(rate) }),
      }),
    );
  });
  const [incomplete, setIncomplete] = useState(false);
  const submit = (e: React.FormEvent) => {
    e.preventDefault();
    const missing = scopes.length === 0 || (end === 'date' && date === null);
    setIncomplete(missing);
    if (!missing) form.submit();
  };
  return (
    <form ref={form.ref} onSubmit={submit}>
      <FormNote text={form.general('description', 'scopes', 'expires_at', 'rate_limit')} />
      <Field label={t('set.keys.for')} error={form.error('description')}>
        <Input
          required
          maxLength={255}
          autoFocus
          value={description}
          onChange={(e) => setDescription(e.target.value)}
        />
      </Field>
      <Scopes
        scopes={scopes}
        onChange={setScopes}
        error={
          form.error('scopes') ??
          (incomplete && scopes.length === 0 ? t('set.keys.noScope') : undefined)
        }
      />
      <div className="field">
        <span className="lab">{t('set.keys.ends')}</span>
        <Segment<End>
          label={t('set.keys.ends')}
          value={end}
          onChange={setEnd}
          options={ends.map((e) => ({ value: e, label: t(`set.keys.ends.${e}`) }))}
        />
      </div>
      {end === 'date' && (
        <Field
          label={t('set.keys.onDate')}
          error={
            form.error('expires_at') ??
            (incomplete && date === null ? t('set.keys.noDate') : undefined)
          }
        >
          <DatePicker value={date} onChange={setDate} today={dayFromNow(0, zone)} />
        </Field>
      )}
      <Field
        label={t('set.keys.rate')}
        help={t('set.keys.rateHelp')}
        error={form.error('rate_limit')}
      >
        <Input
          type="number"
          inputMode="numeric"
          min={1}
          max={1_000_000}
          placeholder="100"
          value={rate}
          onChange={(e) => setRate(e.target.value)}
        />
      </Field>
      <div className="acts">
        <Button onClick={onClose}>{t('do.cancel')}</Button>
        <Button type="submit" kind="primary" busy={form.busy} busyText={t('set.keys.making')}>
          {t('set.keys.make')}
        </Button>
      </div>
    </form>
  );
}

interface ScopesProps {
  scopes: string[];
  onChange: (scopes: string[]) => void;
  error: string | undefined;
}

function Scopes({ scopes, onChange, error }: ScopesProps) {
  const doc = useOpenApi();
  const meta = useMeta();
  const rows = useMemo(() => (doc.data ? scopeRows(doc.data) : []), [doc.data]);
  const things = rows.map((r) => r.thing);
  const word = (thing: string) =>
    maybe(`scope.${thing}`) ?? maybe(`nav.${thing}`) ?? findEntity(meta, thing)?.label ?? thing;
  const present = verbs.filter((v) => rows.some((r) => r.verbs.includes(v)));
  return (
    <fieldset className="scopes" aria-describedby={error ? 'scopes-error' : undefined}>
      <legend className="sr">{t('set.keys.may')}</legend>
      <Loaded query={doc} lines={8}>
        {() => (
          <table>
            <thead>
              <tr>
                <th scope="col">{t('set.keys.may')}</th>
                {present.map((v) => (
                  <th key={v} scope="col" className="v">
                    {t(`set.keys.${v}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {['*', ...things].map((thing) => (
                <tr key={thing}>
                  <th scope="row">{thing === '*' ? t('set.keys.all') : word(thing)}</th>
                  {present.map((v) => {
                    const scope = `${v}:${thing}`;
                    const there =
                      thing === '*' || rows.some((r) => r.thing === thing && r.verbs.includes(v));
                    const byAll = thing !== '*' && scopes.includes(`${v}:*`);
                    return (
                      <td key={v}>
                        {there && (
                          <Checkbox
                            label={scope}
                            checked={holds(scopes, v, thing)}
                            disabled={byAll}
                            onChange={() => onChange(toggle(scopes, scope))}
                          />
                        )}
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Loaded>
      <div className="field" role="alert" id="scopes-error">
        {error !== undefined && <div className="err">{error}</div>}
      </div>
    </fieldset>
  );
}
