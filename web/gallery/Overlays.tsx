import { CircleDot, Trash2, UserRoundCheck } from 'lucide-react';
import { useState } from 'react';
import {
  among,
  Avatar,
  Button,
  Combobox,
  ConfirmDialog,
  DatePicker,
  Dialog,
  Drawer,
  Field,
  Input,
  Menu,
  MenuCheck,
  MenuChoice,
  MenuItem,
  MenuLine,
  MenuSub,
  MenuTitle,
  Popover,
  Select,
  Sheet,
  StageDot,
} from '../src/ui';
import { Part } from './Part';

const people = ['Amara Okafor', 'Björn Håkansson', 'Chiara Rinaldi', 'Elif Şahin', 'Daniel Weiss'];
const find = among(
  people.map((label, id) => ({
    id: String(id),
    label,
    detail: 'Atlas Robotics',
    lead: <Avatar name={label} id={id} size={20} />,
  })),
);

type Stage = 'demo' | 'won' | 'lost';
const stages: { value: Stage; label: string; colour: string }[] = [
  { value: 'demo', label: 'Demo', colour: 'var(--st-5)' },
  { value: 'won', label: 'Won', colour: 'var(--st-won)' },
  { value: 'lost', label: 'Lost', colour: 'var(--st-lost)' },
];

export function Overlays() {
  const [open, setOpen] = useState<'dialog' | 'confirm' | 'drawer' | 'sheet'>();
  const [stage, setStage] = useState<Stage>('demo');
  const [due, setDue] = useState<string | null>('2026-06-12');
  const [born, setBorn] = useState<string | null>('--03-17');
  const [ticked, setTicked] = useState(true);
  const close = () => setOpen(undefined);
  return (
    <Part title="What opens">
      <Menu trigger={<Button>Menu</Button>}>
        <MenuItem icon={CircleDot} kbd="s" onSelect={close}>
          Set stage
        </MenuItem>
        <MenuItem icon={UserRoundCheck} kbd="a" onSelect={close}>
          Assign or claim
        </MenuItem>
        <MenuItem icon={UserRoundCheck} detail="viewers may not" disabled onSelect={close}>
          Merge
        </MenuItem>
        <MenuSub icon={CircleDot} label="Snooze">
          <MenuItem onSelect={close}>Tomorrow</MenuItem>
          <MenuItem onSelect={close}>Monday</MenuItem>
        </MenuSub>
        <MenuLine />
        <MenuTitle>Columns</MenuTitle>
        <MenuCheck stay checked={ticked} onChange={setTicked}>
          Priority
        </MenuCheck>
        <MenuChoice value={stage} options={stages} onChange={setStage} />
        <MenuLine />
        <MenuItem icon={Trash2} kbd="#" danger onSelect={close}>
          Move to trash
        </MenuItem>
      </Menu>
      <Popover trigger={<Button>Popover</Button>} label="Example">
        <Field label="Name">
          <Input />
        </Field>
      </Popover>
      <Button onClick={() => setOpen('dialog')}>Dialog</Button>
      <Button onClick={() => setOpen('confirm')}>Confirm</Button>
      <Button onClick={() => setOpen('drawer')}>Drawer</Button>
      <Button onClick={() => setOpen('sheet')}>Sheet</Button>
      <div style={{ inlineSize: 200 }}>
        <Field label="Stage">
          <Select
            value={stage}
            onChange={setStage}
            options={stages.map((s) => ({
              ...s,
              content: <StageDot colour={s.colour}>{s.label}</StageDot>,
            }))}
          />
        </Field>
      </div>
      <div style={{ inlineSize: 260 }}>
        <Field label="Person">
          <Combobox load={find} onChoose={close} onCreate={close} placeholder="Find a person" />
        </Field>
      </div>
      <div style={{ inlineSize: 200 }}>
        <Field label="Next contact">
          <DatePicker value={due} onChange={setDue} today="2026-06-09" />
        </Field>
      </div>
      <div style={{ inlineSize: 200 }}>
        <Field label="Birthday">
          <DatePicker value={born} onChange={setBorn} today="2026-06-09" yearless />
        </Field>
      </div>
      {open === 'dialog' && (
        <Dialog
          title="Ines changed this contact while you were writing"
          description="Amara Okafor, saved 40 seconds ago. Nothing of yours is lost."
          lead={<Avatar name="Ines Vidal" id={7} size={32} />}
          width={660}
          onClose={close}
          footer={
            <>
              <Button>Take all of mine</Button>
              <Button kind="primary" kbd="mod+enter">
                Save this choice
              </Button>
            </>
          }
        >
          <Field label="Role">
            <Select value={stage} onChange={setStage} options={stages} />
          </Field>
        </Dialog>
      )}
      {open === 'confirm' && (
        <ConfirmDialog
          title="Delete Harbour Studio for good"
          confirmText="Delete for good"
          name="Harbour Studio"
          onConfirm={close}
          onClose={close}
        >
          2,418 contacts and their history go with it. Nobody can bring them back.
        </ConfirmDialog>
      )}
      {open === 'drawer' && (
        <Drawer label="Amara Okafor" onClose={close} takeFocus>
          <div className="top line">
            <Button onClick={close}>Close</Button>
          </div>
        </Drawer>
      )}
      {open === 'sheet' && (
        <Sheet title="Snooze" onClose={close}>
          <Button wide size="lg">
            Tomorrow
          </Button>
        </Sheet>
      )}
    </Part>
  );
}
