// The API reference, drawn from the server's own description: what is here is what this server does.
import { Link } from '@tanstack/react-router';
import { Download, KeyRound, Search } from 'lucide-react';
import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { useKeys } from '../../app/keys';
import { useGo, usePageSearch, useSetSearch } from '../../app/state';
import { useTitle } from '../../app/title';
import { useOpenApi, type OpenApi } from '../../data/openapi';
import { useWidth } from '../../lib/media';
import { t } from '../../text';
import { Button, classes, EmptyState, Icon, Input, Kbd, Select } from '../../ui';
import { Loaded } from '../shared/Loaded';
import { groups, search } from './model';
import { OperationView } from './Operation';
import '../../styles/api.css';

export default function ApiReference() {
  const doc = useOpenApi();
  const go = useGo();
  const find = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const q = useDeferredValue(text.trim());
  useTitle(t('nav.api'));
  useKeys([{ keys: '/', text: 'api.find', group: 'list', run: () => find.current?.focus() }]);
  return (
    <>
      <div className="top line">
        <h1>{t('nav.api')}</h1>
        <div className="row g6 end api-tools">
          <Input
            ref={find}
            soft
            size="sm"
            icon={Search}
            type="search"
            aria-label={t('api.find')}
            placeholder={t('api.find')}
            value={text}
            onChange={(e) => setText(e.target.value)}
            end={<Kbd keys="/" />}
          />
          <Button kind="ghost" icon={KeyRound} onClick={() => go('settings/keys')}>
            {t('set.keys')}
          </Button>
          <a className="btn ghost" href="/api/openapi.json" download="openapi.json">
            <Icon of={Download} />
            {t('api.document')}
          </a>
        </div>
      </div>
      <div className="body">
        <Loaded query={doc}>
          {(d) => <Reference doc={d} q={q} onClear={() => setText('')} />}
        </Loaded>
      </div>
    </>
  );
}

function Reference({ doc, q, onClear }: { doc: OpenApi; q: string; onClear: () => void }) {
  const { tag, op } = usePageSearch();
  const setSearch = useSetSearch();
  const small = ['phone', 'narrow'].includes(useWidth());
  const all = useMemo(() => groups(doc), [doc]);
  const found = useMemo(() => search(all, q), [all, q]);
  const shown = q ? found : all.filter((g) => g.tag === (tag ?? all[0]?.tag));
  const current = tag ?? all[0]?.tag ?? '';

  // A link to an operation leads to it, once.
  const start = useRef(op);
  const main = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const wanted = start.current ? document.getElementById(start.current) : null;
    if (main.current && wanted) main.current.scrollTop = wanted.offsetTop - main.current.offsetTop;
  }, []);

  return (
    <div className={classes('api', small && 'small')}>
      {small ? (
        <div className="api-pick">
          <Select
            label={t('api.parts')}
            value={current}
            options={all.map((g) => ({ value: g.tag, label: g.tag }))}
            onChange={(next) => setSearch({ tag: next, op: undefined })}
          />
        </div>
      ) : (
        <nav className="api-nav" aria-label={t('api.parts')}>
          {all.map((g) => (
            <Link
              key={g.tag}
              to="."
              search={{ tag: g.tag } as never}
              className={classes(!q && g.tag === current && 'on')}
              aria-current={!q && g.tag === current ? 'page' : undefined}
              onClick={onClear}
            >
              <span className="grow">{g.tag}</span>
              <span className="n dim tn">{g.operations.length}</span>
            </Link>
          ))}
        </nav>
      )}
      <div className="api-main" ref={main}>
        {!q && current === all[0]?.tag && (
          <div className="api-intro">
            <p>{doc.info.description}</p>
            <p className="muted">{t('api.intro')}</p>
          </div>
        )}
        {q && shown.length === 0 && (
          <EmptyState rings={false} title={t('api.noMatch', { text: q })}>
            <Button onClick={onClear}>{t('api.clear')}</Button>
          </EmptyState>
        )}
        {shown.map((g) => (
          <section key={g.tag} aria-label={g.tag}>
            <h2>{g.tag}</h2>
            {g.operations.map((item) => {
              const id = item.operation.operationId ?? `${item.method} ${item.path}`;
              return (
                <OperationView
                  key={id}
                  doc={doc}
                  item={item}
                  open={op === id}
                  onToggle={(open) => {
                    if (open !== (op === id))
                      setSearch({ op: open ? id : undefined, tag: g.tag }, { replace: true });
                  }}
                />
              );
            })}
          </section>
        ))}
      </div>
    </div>
  );
}
