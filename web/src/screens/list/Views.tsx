// The saved views as tabs. A changed one shows a dot and offers to save or discard, never saves itself.
import { ChevronDown, Plus, SquareKanban, Table2 } from 'lucide-react';
import { useRef, useState, type FormEvent } from 'react';
import { useGo, useSetSearch } from '../../app/state';
import type { EntityMeta } from '../../data/meta';
import { notify } from '../../data/notify';
import {
  changeView,
  createView,
  deleteView,
  setPreferences,
  usePreferences,
  type View,
} from '../../data/own';
import { useMay } from '../../data/session';
import { tellProblem } from '../../data/writes';
import { useTotal } from '../../data/records';
import { useWorkspace } from '../../data/session';
import { askable } from '../../fields';
import { number } from '../../lib/numbers';
import { t } from '../../text';
import {
  Button,
  Checkbox,
  classes,
  ConfirmDialog,
  Dialog,
  Field,
  Icon,
  IconButton,
  Input,
  Menu,
  MenuCheck,
  MenuItem,
  MenuLine,
  Segment,
} from '../../ui';
import type { ListState, Tab } from './state';

/** Kinds that the board shows by stage. */
export function hasBoard(entity: EntityMeta): boolean {
  return entity.fields.some((f) => f.name === 'stage' && f.type === 'enum');
}

function Count({ entity, tab }: { entity: EntityMeta; tab: Tab }) {
  const zone = useWorkspace().time_zone;
  const filter = tab.config.filter;
  const asked = filter === undefined ? '' : JSON.stringify(askable(entity, filter, zone));
  const total = useTotal(entity.plural, { filter: asked }, asked !== '').data;
  return asked && total !== undefined ? <span className="n">{number(total)}</span> : null;
}

type Asking = { kind: 'create' } | { kind: 'rename' | 'delete'; view: View };

export function Views({ entity, state }: { entity: EntityMeta; state: ListState }) {
  const { tab, tabs, changed } = state;
  const [asking, setAsking] = useState<Asking>();
  const admin = useMay('admin');
  const go = useGo();
  const { saved } = tab;
  const mayChange = saved !== undefined && (saved.mine || (saved.shared && admin));

  const save = () => {
    if (!saved || !mayChange) return setAsking({ kind: 'create' });
    changeView(saved.id, { config: state.config })
      .then(() => {
        state.discard();
        notify({ text: t('views.saved', { name: saved.name }) });
      })
      .catch(tellProblem);
    return undefined;
  };

  return (
    <div className="views">
      <nav aria-label={t('views.title')}>
        {tabs.map((v) => (
          <ViewTab
            key={v.id ?? ''}
            entity={entity}
            tab={v}
            name={v.name}
            on={v.id === tab.id}
            changed={v.id === tab.id && changed}
            admin={admin}
            onOpen={() => state.openTab(v.id)}
            onAsk={setAsking}
          />
        ))}
      </nav>
      <IconButton
        icon={Plus}
        size="sm"
        label={t('views.new')}
        onClick={() => setAsking({ kind: 'create' })}
      />
      <span className="end" />
      {changed && (
        <>
          <Button kind="ghost" size="sm" onClick={state.discard}>
            {t('do.discard')}
          </Button>
          <Button size="sm" onClick={save}>
            {t(mayChange || !saved ? 'views.save' : 'views.saveAs')}
          </Button>
        </>
      )}
      {hasBoard(entity) && (
        <Segment
          size="sm"
          label={t('views.layout')}
          value="table"
          options={[
            { value: 'table', label: t('views.table'), icon: Table2, iconOnly: true },
            { value: 'board', label: t('views.board'), icon: SquareKanban, iconOnly: true },
          ]}
          onChange={(layout) => layout === 'board' && go('board', { entity: entity.plural })}
        />
      )}
      {asking?.kind === 'create' && (
        <NameDialog entity={entity} state={state} onClose={() => setAsking(undefined)} />
      )}
      {asking?.kind === 'rename' && (
        <NameDialog
          entity={entity}
          state={state}
          view={asking.view}
          onClose={() => setAsking(undefined)}
        />
      )}
      {asking?.kind === 'delete' && (
        <DeleteDialog view={asking.view} state={state} onClose={() => setAsking(undefined)} />
      )}
    </div>
  );
}

interface ViewTabProps {
  entity: EntityMeta;
  tab: Tab;
  name: string;
  on: boolean;
  changed: boolean;
  admin: boolean;
  onOpen: () => void;
  onAsk: (asking: Asking) => void;
}

function ViewTab({ entity, tab, name, on, changed, admin, onOpen, onAsk }: ViewTabProps) {
  const { saved } = tab;
  const href = tab.id === undefined ? '?' : `?view=${tab.id}`;
  return (
    <>
      <a
        href={href}
        className={classes(on && 'on')}
        aria-current={on ? 'page' : undefined}
        onClick={(e) => {
          if (e.metaKey || e.ctrlKey || e.shiftKey) return;
          e.preventDefault();
          onOpen();
        }}
      >
        {name}
        {saved && !on && <Count entity={entity} tab={tab} />}
        {changed && (
          <span className="mod" title={t('views.changed')}>
            <span className="sr">{t('views.changed')}</span>
          </span>
        )}
      </a>
      {saved && on && <ViewMenu view={saved} admin={admin} onAsk={onAsk} />}
    </>
  );
}

function ViewMenu({
  view,
  admin,
  onAsk,
}: {
  view: View;
  admin: boolean;
  onAsk: (a: Asking) => void;
}) {
  const { pinned = [] } = usePreferences();
  const mayWrite = useMay('member');
  const isPinned = pinned.includes(view.id);
  const may = view.mine || (view.shared && admin);
  const pin = (on: boolean) =>
    void setPreferences({
      pinned: on ? [...pinned, view.id] : pinned.filter((id) => id !== view.id),
    });
  const share = (shared: boolean) => {
    changeView(view.id, { shared }).catch(tellProblem);
  };
  return (
    <Menu
      label={t('views.menu', { name: view.name })}
      trigger={
        <button type="button" className="ib sm" aria-label={t('views.menu', { name: view.name })}>
          <Icon of={ChevronDown} size="xs" />
        </button>
      }
    >
      <MenuCheck checked={isPinned} onChange={pin}>
        {t('views.pin')}
      </MenuCheck>
      {may && (
        <>
          {mayWrite && (
            <MenuCheck checked={view.shared} onChange={share}>
              {t('views.share')}
            </MenuCheck>
          )}
          <MenuLine />
          <MenuItem onSelect={() => onAsk({ kind: 'rename', view })}>{t('views.rename')}</MenuItem>
          <MenuItem danger onSelect={() => onAsk({ kind: 'delete', view })}>
            {t('views.delete')}
          </MenuItem>
        </>
      )}
      {!view.mine && <div className="said">{t('views.by', { name: view.owner_name ?? '' })}</div>}
    </Menu>
  );
}

interface DialogOf {
  entity: EntityMeta;
  state: ListState;
  view?: View;
  onClose: () => void;
}

function NameDialog({ entity, state, view, onClose }: DialogOf) {
  const mayShare = useMay('member');
  const [name, setName] = useState(view?.name ?? '');
  const [shared, setShared] = useState(false);
  const [busy, setBusy] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const set = useSetSearch();
  const submit = async (e: FormEvent) => {
    e.preventDefault();
    if (!name.trim() || busy) return;
    setBusy(true);
    try {
      if (view) await changeView(view.id, { name: name.trim() });
      else {
        const config = state.config;
        const made = await createView({ entity: entity.plural, name: name.trim(), shared, config });
        set({ view: String(made.id), filter: undefined, sort: undefined, cols: undefined });
      }
      onClose();
    } catch (problem) {
      tellProblem(problem);
      setBusy(false);
    }
  };
  const title = t(view ? 'views.rename' : 'views.new');
  return (
    <Dialog
      title={title}
      {...(view ? {} : { description: t('views.holds') })}
      width={420}
      initialFocus={field}
      onClose={onClose}
      footer={
        <>
          <Button kind="ghost" onClick={onClose}>
            {t('do.cancel')}
          </Button>
          <Button
            kind="primary"
            busy={busy}
            disabled={!name.trim()}
            onClick={(e) => void submit(e)}
          >
            {t(view ? 'views.rename' : 'views.save')}
          </Button>
        </>
      }
    >
      <form className="col g12" onSubmit={(e) => void submit(e)}>
        <Field label={t('views.name')}>
          <Input
            ref={field}
            value={name}
            maxLength={100}
            autoComplete="off"
            onChange={(e) => setName(e.target.value)}
          />
        </Field>
        {!view && mayShare && (
          <Checkbox checked={shared} onChange={setShared}>
            {t('views.share')}
          </Checkbox>
        )}
      </form>
    </Dialog>
  );
}

function DeleteDialog({
  view,
  state,
  onClose,
}: {
  view: View;
  state: ListState;
  onClose: () => void;
}) {
  return (
    <ConfirmDialog
      title={t('views.deleteTitle', { name: view.name })}
      confirmText={t('views.delete')}
      onClose={onClose}
      onConfirm={async () => {
        try {
          await deleteView(view.id);
          state.openTab(undefined);
        } catch (e) {
          tellProblem(e);
        }
        onClose();
      }}
    >
      {t(view.shared ? 'views.deleteShared' : 'views.deleteOwn')}
    </ConfirmDialog>
  );
}
