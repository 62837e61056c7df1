// All keys on one sheet: those that are bound just now, and those that other screens bind. And the
// switch for who does not want single keys to act.
import { Search } from 'lucide-react';
import { Fragment, useRef, useState } from 'react';
import { setPreferences, usePreferences } from '../../data/own';
import { useWorkspace } from '../../data/session';
import { matches } from '../../lib/marked';
import { useWidth } from '../../lib/media';
import { modLabel } from '../../lib/platform';
import { t, type TextKey } from '../../text';
import { Dialog, Input, Kbd, Sheet, Switch } from '../../ui';
import { useBindings, type KeyGroup } from '../keys';
import { placesOf } from '../navigation';
import type { Overlay } from '../overlays';

interface KeyRow {
  text: TextKey;
  keys: string[];
}

const groups: { group: KeyGroup; title: TextKey }[] = [
  { group: 'anywhere', title: 'keys.anywhere' },
  { group: 'goto', title: 'keys.goto' },
  { group: 'list', title: 'keys.list' },
  { group: 'record', title: 'keys.record' },
  { group: 'board', title: 'keys.board' },
  { group: 'writing', title: 'keys.writing' },
];

/** What is bound where it is not: on other screens, or within fields. */
const known: Record<KeyGroup, KeyRow[]> = {
  anywhere: [
    { text: 'keys.search', keys: ['mod+k'] },
    { text: 'keys.filter', keys: ['/'] },
    { text: 'keys.new', keys: ['n'] },
    { text: 'keys.log', keys: ['l'] },
    { text: 'keys.quick', keys: ['q'] },
    { text: 'keys.undo', keys: ['z'] },
    { text: 'keys.all', keys: ['?'] },
    { text: 'keys.escape', keys: ['escape'] },
    { text: 'sheet.drawer', keys: ['f6'] },
  ],
  goto: [],
  list: [
    { text: 'sheet.next', keys: ['j', 'k'] },
    { text: 'sheet.select', keys: ['x'] },
    { text: 'sheet.range', keys: ['shift+x'] },
    { text: 'sheet.matching', keys: ['mod+a'] },
    { text: 'sheet.peek', keys: ['space'] },
    { text: 'sheet.open', keys: ['enter'] },
    { text: 'sheet.editCell', keys: ['e'] },
    { text: 'sheet.addFilter', keys: ['f'] },
    { text: 'sheet.trash', keys: ['#'] },
  ],
  record: [
    { text: 'sheet.note', keys: ['o'] },
    { text: 'sheet.email', keys: ['m'] },
    { text: 'sheet.task', keys: ['t'] },
    { text: 'sheet.stage', keys: ['s'] },
    { text: 'sheet.assign', keys: ['a'] },
    { text: 'sheet.snooze', keys: ['h'] },
    { text: 'sheet.done', keys: ['d'] },
    { text: 'sheet.nextRecord', keys: ['j', 'k'] },
  ],
  board: [
    { text: 'board.key.move', keys: ['arrowup', 'arrowdown', 'arrowleft', 'arrowright'] },
    { text: 'board.key.lift', keys: ['space'] },
    { text: 'board.key.back', keys: ['escape'] },
    { text: 'board.key.stage', keys: ['s'] },
    { text: 'board.key.won', keys: ['w'] },
    { text: 'board.key.lost', keys: ['shift+l'] },
  ],
  writing: [
    { text: 'sheet.save', keys: ['mod+enter'] },
    { text: 'sheet.mention', keys: ['@'] },
    { text: 'sheet.leave', keys: ['escape'] },
  ],
};

/** Rows of a group: what is known, then what is bound beyond that; the same text once. */
function useRows(): Record<KeyGroup, KeyRow[]> {
  const bound = useBindings();
  const { purpose } = useWorkspace();
  const all: Record<KeyGroup, KeyRow[]> = {
    ...known,
    goto: [
      ...placesOf(purpose)
        .filter((p) => p.key)
        .map((p) => ({ text: p.text, keys: [`g ${p.key}`] })),
      { text: 'nav.settings', keys: ['g s'] },
    ],
  };
  for (const { group } of groups) {
    const rows = all[group].map((r) => ({ ...r }));
    const has = (keys: string) => rows.some((r) => r.keys.includes(keys));
    for (const b of bound) {
      if (b.group !== group || has(b.keys)) continue;
      const same = rows.find((r) => t(r.text) === t(b.text));
      if (!same) rows.push({ text: b.text, keys: [b.keys] });
    }
    all[group] = rows;
  }
  return all;
}

const Shortcuts: Overlay<'shortcuts'> = ({ onClose }) => {
  const rows = useRows();
  const [find, setFind] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const { single_keys: single = true } = usePreferences();
  const phone = useWidth() === 'phone';
  const Frame = phone ? Sheet : Dialog;
  const shown = groups
    .map((g) => ({
      ...g,
      rows: rows[g.group].filter((r) => matches(`${t(r.text)} ${r.keys.join(' ')}`, find)),
    }))
    .filter((g) => g.rows.length > 0);
  const field = (
    <Input
      ref={input}
      size="sm"
      icon={Search}
      type="search"
      className="sheet-find"
      value={find}
      aria-label={t('sheet.find')}
      placeholder={t('sheet.find')}
      onChange={(e) => setFind(e.target.value)}
    />
  );
  return (
    <Frame
      title={t('keys.title')}
      width={940}
      aside={!phone && field}
      initialFocus={input}
      onClose={onClose}
      footer={
        <div className="row grow wrap">
          <Switch checked={single} onChange={(on) => void setPreferences({ single_keys: on })}>
            {t('sheet.single')}
          </Switch>
          <span className="dim sm">{t('sheet.singleHelp', { mod: modLabel })}</span>
        </div>
      }
    >
      {phone && field}
      {shown.length === 0 && <p className="dim">{t('sheet.none')}</p>}
      <div className="sheet-keys">
        {shown.map((g) => (
          <section key={g.group} aria-label={t(g.title)}>
            <h3>{t(g.title)}</h3>
            <dl>
              {g.rows.map((r) => (
                <div className="row" key={r.text + r.keys.join()}>
                  <dt className="grow muted">{t(r.text)}</dt>
                  <dd className="row g4">
                    {r.keys.map((k) => (
                      <KeyCaps key={k} keys={k} />
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Frame>
  );
};

export default Shortcuts;

/** "g t" is g, then t. */
function KeyCaps({ keys }: { keys: string }) {
  return keys.split(' ').map((k, i) => (
    <Fragment key={k}>
      {i > 0 && <span className="dim xs">{t('sheet.then')}</span>}
      <Kbd keys={k} />
    </Fragment>
  ));
}
