import { describe, expect, it } from 'vitest';
import { safeHtml } from './MarkdownBody';

describe('Markdown', () => {
  it('keeps what people write', () => {
    expect(safeHtml('**a** and `b`').trim()).toBe('<p><strong>a</strong> and <code>b</code></p>');
    expect(safeHtml('- [x] done')).toContain('☑ done');
    expect(safeHtml('| a |\n|---|\n| b |')).toContain('<td>b</td>');
  });

  it('opens links elsewhere and tells nothing there', () => {
    const html = safeHtml('[x](https://example.org)');
    expect(html).toContain('href="https://example.org"');
    expect(html).toContain('rel="noopener noreferrer nofollow"');
    expect(html).toContain('target="_blank"');
  });

  it.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '![x](https://example.org/x.png)',
    '<a href="javascript:alert(1)">x</a>',
    '[x](javascript:alert(1))',
    '[x](data:text/html,hi)',
    '[x](//example.org)',
    '<p style="position:fixed" onclick="x()" data-x="1">x</p>',
    '<form action="/api"><input name=a><button>x</button></form>',
    '<iframe src="https://example.org"></iframe>',
    '<svg><style>*{}</style></svg>',
  ])('lets nothing else through: %s', (text) => {
    expect(safeHtml(text)).not.toMatch(
      /script|onerror|onclick|style|<img|<svg|<form|<input|<button|<iframe|data-x|href="(javascript|data|\/\/)/i,
    );
  });
});
