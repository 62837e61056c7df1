// Markdown as people write it, made safe. The parser is loaded when the first text is shown; until
// then the text itself stands there.
import { lazy, Suspense } from 'react';

const Rendered = lazy(() => import('./MarkdownBody'));

export function Markdown({ text }: { text: string }) {
  return (
    <Suspense
      fallback={
        <div className="md plain" dir="auto">
          {text}
        </div>
      }
    >
      <Rendered text={text} />
    </Suspense>
  );
}
