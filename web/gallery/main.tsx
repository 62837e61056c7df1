// Every component in its states, to look at while developing (`npm run dev`, /gallery.html) and for
// axe. Not part of the build. ?theme=dark chooses the theme.
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '../src/styles/fonts.css';
import '../src/styles/index.css';
import './gallery.css';
import { Gallery } from './Gallery';

const theme = new URLSearchParams(location.search).get('theme');
if (theme !== null) document.documentElement.dataset['theme'] = theme;

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <Gallery />
    </StrictMode>,
  );
}
