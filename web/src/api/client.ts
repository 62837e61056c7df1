// The one way to the server: fetch with the session's cookie, the workspace's header, the token against
// forged requests, and problems as exceptions. Knows no screens and keeps no records.
import { forgetEarly, takeEarly } from './early';
import { keepSeen, lastSeen } from './seen';

export interface FieldProblem {
  field: string | null;
  code: string;
  message: string;
}

/** What the server refused, in its own words (RFC 9457). status 0: it was not reached. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly instance: string;
  readonly errors: FieldProblem[];
  /** All else it said: `current` of a conflict, `conflicts` of an undo, `totp_required`. */
  readonly more: Record<string, unknown>;
  /** Seconds to wait before it is worth another try, when the server named them. */
  readonly retryAfter: number | null;

  constructor(status: number, body: Record<string, unknown>, retryAfter: number | null = null) {
    super(String(body['detail'] ?? body['title'] ?? status));
    this.status = status;
    this.code = String(body['code'] ?? (status === 0 ? 'network' : 'unknown'));
    this.instance = String(body['instance'] ?? '');
    this.errors = Array.isArray(body['errors']) ? (body['errors'] as FieldProblem[]) : [];
    this.more = body;
    this.retryAfter = retryAfter;
  }

  /** What is wrong with a field, if this is about it. */
  of(field: string): string | undefined {
    return this.errors.find((e) => e.field === field)?.message;
  }

  get offline(): boolean {
    return this.status === 0;
  }
}

export type Query = Record<string, string | number | boolean | null | undefined>;

export interface CallOptions {
  query?: Query | undefined;
  body?: unknown;
  headers?: Record<string, string> | undefined;
  signal?: AbortSignal | undefined;
}

export interface Answer<T> {
  data: T;
  etag: string | null;
  /** The change set a write became; null for reads. */
  changeId: number | null;
  /** When, by the server's clock. */
  date?: string | null;
}

// Of this page: which workspace it shows, and the session's token. The page sets them once it knows.
const context = { workspace: null as number | null, csrf: null as string | null };

export function setWorkspace(id: number | null): void {
  context.workspace = id;
}

export function currentWorkspace(): number | null {
  return context.workspace;
}

export function setCsrf(token: string | null): void {
  context.csrf = token;
}

/** Of a link to a file, which sends no header: it names its workspace itself. */
export const fileAddress = (path: string, query: Query = {}): string =>
  address(path, { ...query, workspace: context.workspace });

export function address(path: string, query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    if (value !== undefined && value !== null && value !== '') search.set(name, String(value));
  const text = search.toString();
  return `/api${path}${text ? `?${text}` : ''}`;
}

function workspaceOf(options: CallOptions): string {
  return options.headers?.['X-Workspace'] ?? String(context.workspace ?? '');
}

function headersOf(method: string, options: CallOptions): Record<string, string> {
  const headers: Record<string, string> = { Accept: 'application/json', ...options.headers };
  if (options.body !== undefined) headers['Content-Type'] = 'application/json';
  if (context.workspace !== null) headers['X-Workspace'] = String(context.workspace);
  if (method !== 'GET' && context.csrf) headers['X-CSRF-Token'] = context.csrf;
  return headers;
}

function bodyOf(text: string): Record<string, unknown> {
  if (!text) return {};
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return { detail: text.slice(0, 200) };
  }
}

type Listener = () => void;
const signedOut = new Set<Listener>();

/** Hears when the session is over. */
export function onSignedOut(listener: Listener): () => void {
  signedOut.add(listener);
  return () => signedOut.delete(listener);
}

function ask(method: string, path: string, options: CallOptions): Promise<Response> {
  const at = address(path, options.query);
  const own = () =>
    fetch(at, {
      method,
      headers: headersOf(method, options),
      body: options.body === undefined ? null : JSON.stringify(options.body),
      credentials: 'same-origin',
      signal: options.signal ?? null,
    });
  // What was read before a write, or by somebody else, is no answer any more.
  if (method !== 'GET') forgetEarly();
  if (method !== 'GET' || options.headers) return own();
  const workspace = context.workspace === null ? null : String(context.workspace);
  return takeEarly(at, workspace)?.catch(own) ?? own();
}

/** path is under /api. Throws Problem. */
export async function call<T>(
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE',
  path: string,
  options: CallOptions = {},
): Promise<Answer<T>> {
  const reads = method === 'GET';
  const seenAs = [address(path, options.query), workspaceOf(options)] as const;
  let response: Response;
  let text: string;
  try {
    response = await ask(method, path, options);
    text = await response.text();
    if (reads && response.ok) keepSeen(...seenAs, text);
  } catch (e) {
    if (options.signal?.aborted) throw e;
    const kept = reads ? await lastSeen(...seenAs) : undefined;
    if (!kept) throw new Problem(0, { detail: 'network' });
    response = kept;
    text = await kept.text();
  }
  const body = bodyOf(text);
  if (!response.ok) {
    if (response.status === 401 && !path.startsWith('/auth/')) signedOut.forEach((f) => f());
    const wait = Number(response.headers.get('Retry-After') ?? NaN);
    throw new Problem(response.status, body, Number.isFinite(wait) ? wait : null);
  }
  const change = response.headers.get('X-Change-Id');
  return {
    data: body as T,
    etag: response.headers.get('ETag'),
    changeId: change ? Number(change) : null,
    date: response.headers.get('Date'),
  };
}

export async function get<T>(path: string, query?: Query, signal?: AbortSignal): Promise<T> {
  return (await call<T>('GET', path, { query, signal })).data;
}

export async function post<T>(path: string, body?: unknown): Promise<T> {
  return (await call<T>('POST', path, { body })).data;
}

export async function patch<T>(path: string, body: unknown): Promise<T> {
  return (await call<T>('PATCH', path, { body })).data;
}

export async function remove(path: string, query?: Query): Promise<void> {
  await call<unknown>('DELETE', path, { query });
}

/** A key that makes the retry of a creation safe. */
export function idempotencyKey(): string {
  return crypto.randomUUID();
}
