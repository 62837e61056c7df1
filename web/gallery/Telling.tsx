import { Info, WifiOff } from 'lucide-react';
import {
  Banner,
  Button,
  CopyButton,
  createToasts,
  EmptyState,
  Markdown,
  Note,
  ToastHost,
} from '../src/ui';
import { Part } from './Part';

const toasts = createToasts();
const undo = { label: 'Undo', kbd: 'z', run: () => undefined };

const text = `## Heading
A *small* text with **weight**, a [link](https://example.org) and \`code\`.

- [x] done
- [ ] to do

> said

<script>alert(1)</script><img src="https://example.org/x.png">`;

export function Telling() {
  return (
    <>
      <Part title="Telling">
        <Button
          onClick={() => toasts.show({ text: '4 contacts moved to the trash', action: undo })}
        >
          Done
        </Button>
        <Button
          onClick={() =>
            toasts.show({
              text: 'Not saved: no connection.',
              tone: 'danger',
              action: { label: 'Try again', run: () => undefined },
            })
          }
        >
          Failed
        </Button>
        <CopyButton text="abc" label="Copy for support" />
        <CopyButton text="abc" />
        <Note tone="info" icon={Info}>
          Shown once
        </Note>
        <Note tone="bad" icon={Info}>
          Not saved, try again
        </Note>
        <div style={{ inlineSize: '100%' }}>
          <Banner tone="warn" icon={WifiOff} actions={<Button size="sm">Try now</Button>}>
            <b className="b">No connection to Kith since 10:41.</b> You can keep writing.
          </Banner>
        </div>
      </Part>
      <Part title="Markdown">
        <Markdown text={text} />
      </Part>
      <Part title="Nothing here yet">
        <EmptyState
          title="Your people go here"
          text="A contact is one person with every way to reach them."
        >
          <Button kind="primary">Add a contact</Button>
          <Button>Import</Button>
        </EmptyState>
      </Part>
      <ToastHost toasts={toasts} />
    </>
  );
}
