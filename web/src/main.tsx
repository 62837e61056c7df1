import { StrictMode, startTransition } from 'react';
import { createRoot } from 'react-dom/client';
import './styles/fonts.css';
import './styles/index.css';
import { App } from './App';
import { startOffline } from './app/offline';
import { router } from './app/router';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');

/** Drawn once, when there is something to draw: until then index.html's frame stands. */
async function start(to: HTMLElement): Promise<void> {
  await router.load();
  // As a transition it is drawn in small steps, between which the browser may answer.
  startTransition(() =>
    createRoot(to).render(
      <StrictMode>
        <App />
      </StrictMode>,
    ),
  );
}

void start(root);
window.addEventListener('load', () => void startOffline().catch(() => undefined));
