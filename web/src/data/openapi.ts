// The server's own description of its API: what keys may be given, and the reference.
import { useQuery } from '@tanstack/react-query';
import { currentWorkspace, get } from '../api/client';

export interface Schema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  description?: string;
  enum?: (string | number | null)[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  oneOf?: Schema[];
  anyOf?: Schema[];
  allOf?: Schema[];
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  readOnly?: boolean;
}

export interface Parameter {
  $ref?: string;
  name: string;
  in: 'query' | 'path' | 'header' | 'cookie';
  required?: boolean;
  description?: string;
  schema?: Schema;
}

export interface Body {
  $ref?: string;
  description?: string;
  required?: boolean;
  content?: Record<string, { schema?: Schema }>;
}

export interface Operation {
  operationId?: string;
  summary?: string;
  description?: string;
  tags?: string[];
  'x-scope'?: string;
  security?: unknown[];
  parameters?: Parameter[];
  requestBody?: Body;
  responses?: Record<string, Body>;
}

export interface OpenApi {
  openapi: string;
  info: { title: string; version: string; description?: string };
  tags?: { name: string; description?: string }[];
  paths: Record<string, Record<string, Operation>>;
  components?: Record<string, Record<string, unknown>>;
}

/** It changes with the program only. */
export function useOpenApi() {
  return useQuery({
    queryKey: ['openapi'],
    queryFn: () => get<OpenApi>('/openapi.json'),
    staleTime: Infinity,
    gcTime: 5 * 60_000,
  });
}

const methods = ['get', 'post', 'put', 'patch', 'delete'];

export interface Listed {
  path: string;
  method: string;
  operation: Operation;
}

export function operationsOf(doc: OpenApi): Listed[] {
  return Object.entries(doc.paths).flatMap(([path, item]) =>
    methods.flatMap((method) => {
      const operation = item[method];
      return operation ? [{ path, method, operation }] : [];
    }),
  );
}

export interface Tried {
  status: number;
  ms: number;
  text: string;
}

const SHOWN = 60_000;

/** Asks as whoever is signed in, in the workspace that is shown; tells what came, good or bad. */
export async function tryGet(path: string): Promise<Tried> {
  const workspace = currentWorkspace();
  const start = performance.now();
  const response = await fetch(path, {
    credentials: 'same-origin',
    headers: workspace === null ? {} : { 'X-Workspace': String(workspace) },
  });
  const text = await response.text();
  const ms = Math.round(performance.now() - start);
  let shown = text;
  try {
    shown = JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    // Not every answer is JSON.
  }
  return { status: response.status, ms, text: shown.slice(0, SHOWN) };
}
