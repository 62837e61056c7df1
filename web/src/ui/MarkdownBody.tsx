// The parser and the cleaner behind Markdown. Only text and links come through: no pictures (they would
// tell a stranger that the note was read), no styles, no forms.
import DOMPurify from 'dompurify';
import { Marked } from 'marked';
import { useMemo } from 'react';

const tags =
  'p br hr h1 h2 h3 h4 h5 h6 strong em del b i s u a ul ol li blockquote code pre table thead tbody tr th td';

const purify = DOMPurify(window);
purify.addHook('afterSanitizeAttributes', (node) => {
  if (node.tagName === 'A') {
    node.setAttribute('target', '_blank');
    node.setAttribute('rel', 'noopener noreferrer nofollow');
  }
});

// A task list's box shows what is done; it is no field.
const marked = new Marked({
  gfm: true,
  breaks: true,
  async: false,
  renderer: { checkbox: ({ checked }) => (checked ? '☑' : '☐') },
});

export function safeHtml(markdown: string): string {
  const html = marked.parse(markdown) as string;
  return purify.sanitize(html, {
    ALLOWED_TAGS: tags.split(' '),
    ALLOWED_ATTR: ['href', 'title', 'start'],
    ALLOWED_URI_REGEXP: /^(?:https?:|mailto:|tel:|#|\/(?!\/))/i,
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
  });
}

export default function MarkdownBody({ text }: { text: string }) {
  const html = useMemo(() => safeHtml(text), [text]);
  return <div className="md" dir="auto" dangerouslySetInnerHTML={{ __html: html }} />;
}
