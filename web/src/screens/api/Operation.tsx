// One operation: what it takes and answers, a command line, and for reading a try as oneself.
import { Play } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import { tryGet, type Listed, type OpenApi, type Parameter, type Tried } from '../../data/openapi';
import { t } from '../../text';
import { Button, classes, CopyButton, Field, Input, Tag } from '../../ui';
import { addressOf, bodySchema, curl, example, parametersOf, resolve, typeWords } from './model';
import { SchemaView } from './SchemaView';

const methodTones: Record<string, 'info' | 'good' | 'warn' | 'bad'> = {
  get: 'info',
  post: 'good',
  put: 'warn',
  patch: 'warn',
  delete: 'bad',
};

export interface OperationProps {
  doc: OpenApi;
  item: Listed;
  open: boolean;
  onToggle: (open: boolean) => void;
}

export function OperationView({ doc, item, open, onToggle }: OperationProps) {
  const { method, path, operation } = item;
  return (
    <details
      className="op"
      id={operation.operationId}
      open={open}
      onToggle={(e) => onToggle(e.currentTarget.open)}
    >
      <summary>
        <Tag tone={methodTones[method]}>{method.toUpperCase()}</Tag>
        <code className="mono">{path}</code>
        <span className="muted grow">{operation.summary}</span>
      </summary>
      {open && <Inside doc={doc} item={item} />}
    </details>
  );
}

function Inside({ doc, item }: { doc: OpenApi; item: Listed }) {
  const { method, path, operation } = item;
  const parameters = parametersOf(doc, item);
  const body = bodySchema(doc, operation.requestBody);
  const [values, setValues] = useState<Record<string, string>>({});
  const address = addressOf(path, parameters, values);
  const command = curl(
    window.location.origin,
    method,
    address,
    body ? example(doc, body) : undefined,
  );
  return (
    <div className="op-in">
      {operation.description !== undefined && <p>{operation.description}</p>}
      <p className="row g6 wrap">
        {operation['x-scope'] !== undefined && (
          <>
            <span className="dim">{t('api.scope')}</span>
            <Tag tone="acc">{operation['x-scope']}</Tag>
          </>
        )}
        {operation.security?.length === 0 && <Tag>{t('api.open')}</Tag>}
      </p>
      {parameters.length > 0 && <Parameters doc={doc} parameters={parameters} />}
      {body && (
        <section>
          <h3>{t('api.body')}</h3>
          <SchemaView doc={doc} schema={body} />
        </section>
      )}
      <Answers doc={doc} item={item} />
      <section>
        <div className="row">
          <h3 className="grow">{t('api.curl')}</h3>
          <CopyButton text={command} label={t('do.copy')} />
        </div>
        {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls */}
        <pre className="code" tabIndex={0}>
          {command}
        </pre>
      </section>
      {method === 'get' && (
        <Try
          doc={doc}
          address={address}
          parameters={parameters}
          values={values}
          onChange={setValues}
        />
      )}
    </div>
  );
}

/** A list's filters are many: each field with each operator. They stand apart. */
const isFilter = (p: Parameter) => /\[\w+\]$/.test(p.name);

function Parameters({ doc, parameters }: { doc: OpenApi; parameters: Parameter[] }) {
  const plain = parameters.filter((p) => !isFilter(p));
  const filters = parameters.filter(isFilter);
  const list = (some: Parameter[]) => (
    <ul className="schema">
      {some.map((p) => (
        <li key={`${p.in} ${p.name}`}>
          <code className="mono b">{p.name}</code>{' '}
          <span className="mono dim">{p.schema ? typeWords(doc, p.schema) : ''}</span>{' '}
          {p.in !== 'query' && <Tag>{p.in}</Tag>}{' '}
          {p.required && <Tag tone="warn">{t('ui.required')}</Tag>}
          {p.description !== undefined && <span className="muted sm"> {p.description}</span>}
        </li>
      ))}
    </ul>
  );
  return (
    <section>
      <h3>{t('api.parameters')}</h3>
      {list(plain)}
      {filters.length > 0 && (
        <details>
          <summary className="dim">{t('api.filters', { n: filters.length })}</summary>
          {list(filters)}
        </details>
      )}
    </section>
  );
}

function Answers({ doc, item }: { doc: OpenApi; item: Listed }) {
  const answers = Object.entries(item.operation.responses ?? {}).map(
    ([code, answer]) => [code, resolve(doc, answer)] as const,
  );
  const good = answers.filter(([code]) => code.startsWith('2'));
  const bad = answers.filter(([code]) => /^[45]/.test(code));
  return (
    <section>
      <h3>{t('api.answers')}</h3>
      {good.map(([code, answer]) => {
        const schema = bodySchema(doc, answer);
        return (
          <div key={code} className="answer">
            <Tag tone="good">{code}</Tag> <span className="muted">{answer.description}</span>
            {schema && <SchemaView doc={doc} schema={schema} />}
          </div>
        );
      })}
      {bad.length > 0 && (
        <p className="row g4 wrap">
          <span className="dim">{t('api.refusals')}</span>
          {bad.map(([code, answer]) => (
            <span key={code} title={answer.description}>
              <Tag>{code}</Tag>
            </span>
          ))}
        </p>
      )}
    </section>
  );
}

interface TryProps {
  doc: OpenApi;
  address: string;
  parameters: Parameter[];
  values: Record<string, string>;
  onChange: (values: Record<string, string>) => void;
}

function Try({ address, parameters, values, onChange }: TryProps) {
  const [tried, setTried] = useState<Tried | null>(null);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  const asked = parameters.filter((p) => (p.in === 'path' || p.in === 'query') && !isFilter(p));
  const incomplete = address.includes('{');
  const run = (e: FormEvent) => {
    e.preventDefault();
    setBusy(true);
    setFailed(false);
    tryGet(address)
      .then(setTried)
      .catch(() => setFailed(true))
      .finally(() => setBusy(false));
  };
  const field = (p: Parameter) => (
    <Field key={p.name} label={<code className="mono">{p.name}</code>}>
      <Input
        size="sm"
        required={p.in === 'path'}
        spellCheck={false}
        autoComplete="off"
        value={values[p.name] ?? ''}
        onChange={(e) => onChange({ ...values, [p.name]: e.target.value })}
      />
    </Field>
  );
  return (
    <section>
      <h3>{t('api.try')}</h3>
      <form onSubmit={run}>
        {asked.length > 0 && <div className="try-fields">{asked.slice(0, 8).map(field)}</div>}
        {asked.length > 8 && (
          <details>
            <summary className="dim">{t('api.more', { n: asked.length - 8 })}</summary>
            <div className="try-fields">{asked.slice(8).map(field)}</div>
          </details>
        )}
        <div className="row g6 wrap">
          <Button type="submit" icon={Play} busy={busy} disabled={incomplete}>
            {t('api.run')}
          </Button>
          <code className="mono dim">{address}</code>
        </div>
      </form>
      <div role="status">
        {failed && <p className="bad">{t('wrong.network')}</p>}
        {tried && (
          <p className="row g6">
            <Tag tone={tried.status < 400 ? 'good' : 'bad'}>{tried.status}</Tag>
            <span className="dim tn">{t('api.took', { n: tried.ms })}</span>
          </p>
        )}
      </div>
      {tried && (
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls
        <pre className={classes('code', 'tall')} tabIndex={0}>
          {tried.text}
        </pre>
      )}
    </section>
  );
}
