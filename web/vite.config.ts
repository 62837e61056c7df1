// Builds the page into dist/: index.html and assets/ with hashed names, which the server may let
// browsers keep for ever. Nothing inline, since the server's CSP allows none.
import tailwind from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { transformWithEsbuild, type Plugin, type Rollup } from 'vite';
import { defineConfig } from 'vitest/config';
import { rem } from './tools/rem';

/** The font is named in a style sheet; a preload lets the browser ask for it at once. */
function preloadFont(): Plugin {
  return {
    name: 'preload-font',
    transformIndexHtml: {
      order: 'post',
      handler(_html, { bundle }) {
        return Object.keys(bundle ?? {})
          .filter((file) => file.endsWith('.woff2'))
          .map((file) => ({
            tag: 'link',
            attrs: {
              rel: 'preload',
              as: 'font',
              type: 'font/woff2',
              href: `/${file}`,
              crossorigin: true,
            },
            injectTo: 'head-prepend' as const,
          }));
      },
    },
  };
}

const EARLY = 'src/early.ts';

/** By the name of each screen that the router loads its files, but those that index.html names itself. */
function screensOf(bundle: Rollup.OutputBundle, info: Rollup.GetModuleInfo) {
  const chunks = Object.values(bundle).filter((c) => c.type === 'chunk');
  const byFile = new Map(chunks.map((c) => [c.fileName, c]));
  const withImports = (c: Rollup.OutputChunk, seen = new Set<string>()): Set<string> => {
    for (const file of [c.fileName, ...(c.viteMetadata?.importedCss ?? [])]) seen.add(file);
    for (const file of c.imports) {
      const next = byFile.get(file);
      if (next && !seen.has(file)) withImports(next, seen);
    }
    return seen;
  };
  const entry = chunks.find((c) => c.isEntry);
  const here = entry ? withImports(entry) : new Set<string>();
  const routed = info(resolve('src/app/router.tsx'))?.dynamicallyImportedIds ?? [];
  return Object.fromEntries(
    routed
      .filter((id) => !id.includes('/auth/'))
      .map((id) => {
        const chunk = chunks.find((c) => c.moduleIds.includes(id));
        const files = chunk ? [...withImports(chunk)] : [];
        return [basename(id, '.tsx'), files.filter((f) => !here.has(f)).map((f) => `/${f}`)];
      }),
  );
}

/** src/early.ts as a classic script in the head, with the table of what each screen needs. */
function earlyScript(): Plugin {
  let built = '';
  return {
    name: 'early-script',
    config: (_config, { command }) => ({
      define: command === 'serve' ? { SCREENS: '{}' } : {},
    }),
    async generateBundle(_options, bundle) {
      const { code } = await transformWithEsbuild(readFileSync(EARLY, 'utf8'), EARLY, {
        format: 'iife',
        minify: true,
        target: 'es2022',
        define: { SCREENS: JSON.stringify(screensOf(bundle, this.getModuleInfo)) },
      });
      const ref = this.emitFile({ type: 'asset', name: 'early.js', source: code });
      built = this.getFileName(ref);
    },
    transformIndexHtml: {
      order: 'post',
      handler(_html, { bundle }) {
        const attrs = bundle ? { src: `/${built}` } : { type: 'module', src: `/${EARLY}` };
        return [{ tag: 'script', attrs, injectTo: 'head-prepend' as const }];
      },
    },
  };
}

/** All that is reached from a module without an import(). */
function reached(start: string, info: Rollup.GetModuleInfo, seen = new Set<string>()): Set<string> {
  if (seen.has(start)) return seen;
  seen.add(start);
  for (const id of info(start)?.importedIds ?? []) reached(id, info, seen);
  return seen;
}

/**
 * Few files instead of one for each icon that two screens share: React, which changes far less often
 * than the page; `base`, what the screens without a sign-in need too; `frame`, what the first screen
 * behind it needs and others share. All else stays with its screen.
 */
function chunks() {
  const reach = new Map<string, Set<string>>();
  return (id: string, { getModuleInfo }: Rollup.ManualChunkMeta): string | undefined => {
    if (/node_modules\/(react|react-dom|scheduler)\/|commonjsHelpers/.test(id)) return 'react';
    if (/\.css$/.test(id)) return undefined;
    const of = (path: string) => {
      const start = resolve(path);
      const known = reach.get(start) ?? reached(start, getModuleInfo);
      reach.set(start, known);
      return known.has(id);
    };
    if (of('src/main.tsx') || of('src/screens/auth/Login.tsx')) return 'base';
    const shell = of('src/app/Shell.tsx');
    const shared = FIRST.filter((screen) => of(`src/screens/${screen}.tsx`)).length > 1;
    return shell || shared ? 'frame' : undefined;
  };
}
const FIRST = ['today/Today', 'list/ListScreen', 'board/Board', 'record/RecordScreen', 'Peek'];

export default defineConfig({
  plugins: [react(), tailwind(), preloadFont(), earlyScript()],
  css: { postcss: { plugins: [rem] } },
  build: {
    target: 'es2022',
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    cssCodeSplit: true,
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rollupOptions: {
      output: { manualChunks: chunks() },
    },
  },
  server: {
    host: '127.0.0.1',
    proxy: { '/api': 'http://127.0.0.1:8080' },
  },
  test: {
    environment: 'jsdom',
    setupFiles: ['tools/test-setup.ts'],
    include: ['src/**/*.test.{ts,tsx}'],
    restoreMocks: true,
  },
});
