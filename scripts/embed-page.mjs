// Puts the built page into a C file: embed-page.mjs FROM TO writes TO/files.c, a table of FROM's
// files, and TO/bytes, each file's content as it is and compressed, which the table points into.
// See src/page/files.h.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const types = {
    '.css': 'text/css; charset=utf-8',
    '.html': 'text/html; charset=utf-8',
    '.ico': 'image/x-icon',
    '.jpg': 'image/jpeg',
    '.js': 'text/javascript; charset=utf-8',
    '.json': 'application/json; charset=utf-8',
    '.map': 'application/json; charset=utf-8',
    '.png': 'image/png',
    '.svg': 'image/svg+xml',
    '.txt': 'text/plain; charset=utf-8',
    '.wasm': 'application/wasm',
    '.webmanifest': 'application/manifest+json; charset=utf-8',
    '.webp': 'image/webp',
    '.woff2': 'font/woff2',
};

const [from, to] = process.argv.slice(2);
const parts = [];
let length = 0;

const codings = [
    (bytes) =>
        brotliCompressSync(bytes, {
            params: {
                [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
                [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
            },
        }),
    (bytes) => gzipSync(bytes, { level: 9 }),
];

function* filesOf(folder) {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
        const path = join(folder, entry.name);
        if (entry.isDirectory()) yield* filesOf(path);
        else yield path;
    }
}

// Where the bytes lie, as C; fonts and pictures are compressed already.
function place(bytes, whole) {
    if (bytes !== whole && bytes.length > whole.length * 0.95) return '{NULL, 0}';
    const at = `{page_bytes + ${length}, ${bytes.length}}`;
    parts.push(bytes);
    length += bytes.length;
    return at;
}

function row(file) {
    const path = '/' + relative(from, file).split(sep).join('/');
    const type = types[extname(file)];
    if (!type) throw new Error(`embed-page: no content type is known for ${path}`);
    if (/[^\w./@-]/.test(path)) throw new Error(`embed-page: ${path} is no plain name`);
    const bytes = readFileSync(file);
    const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 20);
    const variants = [...codings.map((code) => code(bytes)), bytes].map((b) => place(b, bytes));
    return { path, text: `    {"${path}", "${type}", "${hash}", {${variants.join(', ')}}},` };
}

const byPath = (a, b) => (a.path < b.path ? -1 : 1);
const rows = [...filesOf(from)].map(row).sort(byPath);
mkdirSync(to, { recursive: true });
writeFileSync(join(to, 'bytes'), Buffer.concat(parts));
writeFileSync(
    join(to, 'files.c'),
    `/* Written by scripts/embed-page.mjs. */
#include "page/files.h"

__asm__(".pushsection .rodata\\n"
        "page_bytes: .incbin \\"${to}/bytes\\"\\n"
        ".byte 0\\n"
        ".popsection\\n");
extern const char page_bytes[] __attribute__((visibility("hidden")));

const struct page_file page_files[] = {
${rows.map((r) => r.text).join('\n')}
};
const size_t page_n_files = ARRAY_LEN(page_files);
`,
);
console.log(`  page   ${rows.length} files, ${Math.round(length / 1024)} KiB with what is compressed`);
