import { Ellipsis, Plus, Search, Upload } from 'lucide-react';
import { useState } from 'react';
import { Overlays } from './Overlays';
import { Telling } from './Telling';
import { Part } from './Part';
import {
  AddChip,
  Avatar,
  Avatars,
  Button,
  Checkbox,
  Chip,
  Field,
  FitBar,
  IconButton,
  Input,
  Kbd,
  PriorityBars,
  ProgressBar,
  Rating,
  Segment,
  Skeleton,
  Spinner,
  StageDot,
  Switch,
  Tabs,
  Tag,
  TextArea,
  UiProvider,
} from '../src/ui';

export function Gallery() {
  return (
    <UiProvider>
      <main className="gallery">
        <h1>Components</h1>
        <Buttons />
        <Fields />
        <Choices />
        <Marks />
        <Waiting />
        <Overlays />
        <Telling />
      </main>
    </UiProvider>
  );
}

function Buttons() {
  const [busy, setBusy] = useState(true);
  return (
    <Part title="Buttons">
      <Button kind="primary">Save</Button>
      <Button kind="primary" className="is-hover">
        Save
      </Button>
      <Button kind="primary" className="is-focus">
        Save
      </Button>
      <Button kind="primary" busy={busy} busyText="Saving" onClick={() => setBusy(!busy)}>
        Save
      </Button>
      <Button kind="primary" disabled>
        Save
      </Button>
      <Button icon={Upload}>Import</Button>
      <Button kind="ghost">Discard</Button>
      <Button kind="danger">Delete for good</Button>
      <Button kind="quietDanger">Revoke</Button>
      <Button busy>Wait</Button>
      <Button size="sm" icon={Plus}>
        Small
      </Button>
      <Button size="lg" kind="primary" kbd="mod+enter">
        Merge into one
      </Button>
      <Button kind="primary" icon={Plus} kbd="n">
        New contact
      </Button>
      <IconButton icon={Ellipsis} label="More" kbd="." />
      <IconButton icon={Search} label="Search" size="sm" on />
      <Kbd keys="mod+k" /> <Kbd keys="g t" />
    </Part>
  );
}

function Fields() {
  return (
    <Part title="Fields">
      <Input aria-label="Name" placeholder="Add a name" style={{ inlineSize: 98 }} />
      <Input aria-label="First name" className="focus" defaultValue="Amara" />
      <Input aria-label="Locked" disabled value="Locked" />
      <Input
        aria-label="Filter"
        icon={Search}
        soft
        size="sm"
        placeholder="Filter this list"
        end={<Kbd keys="/" />}
      />
      <Field label="Birthday" help="The year may be left out." error="31.02.1990 is no date.">
        <Input defaultValue="31.02.1990" />
      </Field>
      <Field label="Note" required>
        <TextArea placeholder="What was said" />
      </Field>
    </Part>
  );
}

function Choices() {
  const [on, setOn] = useState(true);
  const [period, setPeriod] = useState('week');
  const [tab, setTab] = useState('timeline');
  return (
    <Part title="Choice">
      <Checkbox label="Off" checked={false} onChange={() => undefined} />
      <Checkbox label="On" checked={on} onChange={setOn} />
      <Checkbox label="Some" checked="mixed" onChange={() => undefined} />
      <Checkbox label="Round" round checked={false} onChange={() => undefined} />
      <Checkbox label="Done" round checked onChange={() => undefined} />
      <Checkbox checked={on} onChange={setOn}>
        With a word
      </Checkbox>
      <Checkbox checked={false} onChange={setOn} disabled>
        Off
      </Checkbox>
      <Switch label="Off" checked={false} onChange={() => undefined} />
      <Switch label="On" checked={on} onChange={setOn} />
      <Segment
        label="Period"
        size="sm"
        value={period}
        onChange={setPeriod}
        options={[
          { value: 'week', label: 'Week' },
          { value: 'month', label: 'Month' },
        ]}
      />
      <Chip
        label="Stage is Demo"
        field="Stage"
        operator="is"
        value="Demo"
        onRemove={() => undefined}
      />
      <AddChip>Filter</AddChip>
      <Tabs
        label="Parts"
        value={tab}
        onChange={setTab}
        tabs={[
          { value: 'timeline', label: 'Timeline', panel: 'What happened' },
          { value: 'details', label: 'Details', changed: true, panel: 'Fields' },
          { value: 'deals', label: 'Deals', count: 2, panel: 'Deals' },
        ]}
      />
    </Part>
  );
}

function Marks() {
  const [rating, setRating] = useState<number | null>(3);
  return (
    <>
      <Part title="Tags, stages, scores">
        <Tag>vip</Tag>
        <Tag tone="acc">primary</Tag>
        <Tag tone="good">won</Tag>
        <Tag tone="bad">late</Tag>
        <Tag tone="warn">waiting</Tag>
        <Tag tone="info">update</Tag>
        <Tag tone="vio">bot:mute</Tag>
        <Tag tone="line">list</Tag>
        {Array.from({ length: 8 }, (_, i) => (
          <Tag key={i} colour={`c${i + 1}`}>{`c${i + 1}`}</Tag>
        ))}
        <Tag colour="tomato" name="own" onRemove={() => undefined}>
          own
        </Tag>
        <StageDot colour="var(--st-5)">Demo</StageDot>
        <StageDot colour="var(--st-won)">Won</StageDot>
        <StageDot colour="var(--st-lost)">Lost</StageDot>
        <PriorityBars value={9} />
        <PriorityBars value={6} />
        <PriorityBars value={2} />
        <FitBar value={86} />
        <Rating value={4} />
        <Rating value={rating} onChange={setRating} label="Rating" />
      </Part>
      <Part title="People are round, companies square">
        <Avatar name="Amara Okafor" id={7} size={20} />
        <Avatar name="Björn Håkansson" id={5} />
        <Avatar name="Rosa" id={6} size={32} />
        <Avatar name="Jonas Petersen" id={4} size={40} />
        <Avatar name="Priya Raman" id={3} size={56} />
        <Avatar name="Atlas Robotics" id={3} kind="company" size={32} />
        <Avatar name="Nordlys" id={4} kind="company" label="Nordlys" />
        <Avatar name="" id={0} kind="bot" size={32} />
        <Avatars>
          <Avatar name="Mara Lindqvist" id={4} />
          <Avatar name="Ines Vidal" id={7} />
          <Avatar name="Tom Berg" id={0} />
        </Avatars>
      </Part>
    </>
  );
}

function Waiting() {
  return (
    <Part title="Waiting">
      <Spinner />
      <Skeleton width={28} height={28} round />
      <Skeleton width={150} />
      <div style={{ inlineSize: 200 }}>
        <ProgressBar value={40} max={100} label="Import" />
      </div>
    </Part>
  );
}
