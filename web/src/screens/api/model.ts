// The API's own description made readable: references followed, operations by tag and found by words,
// types in a word, a body to begin with, a command line. Pure.
import {
  operationsOf,
  type Listed,
  type OpenApi,
  type Parameter,
  type Schema,
} from '../../data/openapi';

/** What a reference stands for; what is none is itself. */
export function resolve<T extends object>(doc: OpenApi, part: T): T {
  const ref = (part as { $ref?: string }).$ref;
  if (ref === undefined) return part;
  let found: unknown = doc;
  for (const step of ref.replace(/^#\//, '').split('/'))
    found = (found as Record<string, unknown> | undefined)?.[step];
  return (found ?? {}) as T;
}

/** "#/components/schemas/Contact" -> "Contact" */
export function refName(schema: Schema): string | null {
  return schema.$ref?.split('/').pop() ?? null;
}

export function typeWords(doc: OpenApi, schema: Schema): string {
  const named = refName(schema);
  if (named !== null) return named;
  if (schema.enum) return schema.enum.filter((v) => v !== null).join(' | ');
  const several = schema.oneOf ?? schema.anyOf;
  if (several) return several.map((s) => typeWords(doc, s)).join(' | ');
  const types = [schema.type ?? []].flat().filter((x) => x !== 'null');
  if (types.includes('array') || schema.items)
    return `${schema.items ? typeWords(doc, schema.items) : 'any'}[]`;
  return schema.format ? `${types.join(' | ')} (${schema.format})` : types.join(' | ') || 'any';
}

export function isNullable(schema: Schema): boolean {
  return [schema.type ?? []].flat().includes('null') || (schema.enum ?? []).includes(null);
}

export function bounds(schema: Schema): string {
  const parts: string[] = [];
  if (schema.minimum !== undefined) parts.push(`≥ ${schema.minimum}`);
  if (schema.maximum !== undefined) parts.push(`≤ ${schema.maximum}`);
  if (schema.maxLength !== undefined) parts.push(`≤ ${schema.maxLength} characters`);
  return parts.join(', ');
}

export interface Group {
  tag: string;
  operations: Listed[];
}

export function groups(doc: OpenApi): Group[] {
  const all = operationsOf(doc);
  const order = (doc.tags ?? []).map((x) => x.name);
  const tags = [...new Set([...order, ...all.map((o) => o.operation.tags?.[0] ?? 'other')])];
  return tags
    .map((tag) => ({
      tag,
      operations: all.filter((o) => (o.operation.tags?.[0] ?? 'other') === tag),
    }))
    .filter((g) => g.operations.length > 0);
}

/** Every word in method, path, summary, id or scope. */
export function search(all: Group[], text: string): Group[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (!words.length) return all;
  return all
    .map((g) => ({
      tag: g.tag,
      operations: g.operations.filter(({ method, path, operation: o }) => {
        const line = `${method} ${path} ${o.summary ?? ''} ${o.operationId ?? ''} ${o['x-scope'] ?? ''}`;
        return words.every((w) => line.toLowerCase().includes(w));
      }),
    }))
    .filter((g) => g.operations.length > 0);
}

export function parametersOf(doc: OpenApi, item: Listed): Parameter[] {
  return (item.operation.parameters ?? []).map((p) => resolve(doc, p));
}

export function bodySchema(doc: OpenApi, body: { content?: unknown } | undefined): Schema | null {
  if (!body) return null;
  const content = resolve(doc, body).content as Record<string, { schema?: Schema }> | undefined;
  return content?.['application/json']?.schema ?? null;
}

const DEPTH = 3;

/** A value such as the schema asks for: only what is required, further in less and less. */
export function example(doc: OpenApi, given: Schema, depth = 0): unknown {
  const schema = resolve(doc, given);
  if (schema.enum) return schema.enum[0];
  const several = schema.oneOf ?? schema.anyOf;
  if (several?.[0]) return example(doc, several[0], depth + 1);
  const type = [schema.type ?? []].flat().find((x) => x !== 'null');
  if (type === 'object' || schema.properties) {
    if (depth > DEPTH) return {};
    const names = schema.required?.length
      ? schema.required
      : Object.keys(schema.properties ?? {}).slice(0, 1);
    return Object.fromEntries(
      names.map((name) => [name, example(doc, schema.properties?.[name] ?? {}, depth + 1)]),
    );
  }
  if (type === 'array' || schema.items)
    return depth > DEPTH ? [] : [example(doc, schema.items ?? {}, depth + 1)];
  if (type === 'integer' || type === 'number') return schema.minimum ?? 1;
  if (type === 'boolean') return true;
  return schema.format === 'date-time' ? '2026-06-12T09:00:00Z' : '…';
}

/** Path and query with the values filled in; a path's missing one stays as {name}. */
export function addressOf(
  path: string,
  parameters: Parameter[],
  values: Record<string, string>,
): string {
  let filled = path;
  const query = new URLSearchParams();
  for (const p of parameters) {
    const value = values[p.name]?.trim();
    if (!value) continue;
    if (p.in === 'path') filled = filled.replace(`{${p.name}}`, encodeURIComponent(value));
    if (p.in === 'query') query.set(p.name, value);
  }
  const text = query.toString();
  return text ? `${filled}?${text}` : filled;
}

const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;

export function curl(origin: string, method: string, address: string, body: unknown): string {
  const lines = [`curl ${quoted(origin + address)}`];
  if (method !== 'get' && !(method === 'post' && body !== undefined))
    lines[0] = `curl -X ${method.toUpperCase()} ${quoted(origin + address)}`;
  lines.push(`-H 'X-Api-Key: kith_…'`);
  if (body !== undefined) {
    lines.push(`-H 'Content-Type: application/json'`);
    lines.push(`-d ${quoted(JSON.stringify(body))}`);
  }
  return lines.join(' \\\n  ');
}
