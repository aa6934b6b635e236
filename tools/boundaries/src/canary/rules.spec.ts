import { lintPlantedCode, type Finding, type PlantedCode } from './planted-code';

/** A rule's name, and the snippets it must catch or leave alone. */
type Case = [path: string, code: string];

const DOMAIN = 'libs/payments/domain/src/planted.ts';
const CORE_IN_MEMORY = 'libs/messaging/core/src/in-memory/planted.ts';
const DOMAIN_IN_MEMORY = 'libs/payments/domain/src/in-memory/planted.ts';
const DOMAIN_SPEC = 'libs/sales/domain/src/planted.spec.ts';
const DOMAIN_TESTING = 'libs/payments/domain/src/testing/planted.contract.ts';
const CONTRACTS = 'libs/contracts/src/planted.ts';
const CLIENT = 'libs/client/src/planted.ts';
const ADAPTER = 'libs/payments/postgres/src/planted.ts';
const ADAPTER_SPEC = 'libs/payments/postgres/src/planted.int.spec.ts';
const PLATFORM = 'libs/platform/src/planted.ts';
const APP_HTTP = 'apps/customer-api/src/http/planted.ts';
const APP_HTTP_SPEC = 'apps/customer-api/src/http/planted.spec.ts';
const COMPOSITION = 'apps/customer-api/src/composition/planted.ts';
const CONSUMERS = 'apps/sales-worker/src/consumers/planted.ts';
const WEB = 'apps/web/src/pay/planted.tsx';
const SYSTEM_TEST = 'apps/system-e2e/src/planted.e2e.spec.ts';
const TOOL = 'tools/demo/src/planted.ts';
const SCRIPT = 'tools/build/planted.mjs';
/** Writes the time of day into records. */
const WALL_CLOCK_READER = 'libs/platform/src/identifiers/uuid-v7-generator.ts';
/** Exists, so the rules that need types can read it; any path in a tsconfig would do. */
const TYPED = 'tools/boundaries/src/canary/planted-code.ts';

const REFUSED: Record<string, Case[]> = {
  '@nx/enforce-module-boundaries': [
    [DOMAIN, "export * from 'typeorm';"],
    [DOMAIN, "import type { Injectable } from '@nestjs/common'; export type A = Injectable;"],
    [DOMAIN_SPEC, "export * from '@nestjs/testing';"],
    [DOMAIN_TESTING, "export * from 'pg';"],
    [CONTRACTS, "export * from 'rxjs';"],
    [CONTRACTS, "import 'reflect-metadata';"],
    [CONTRACTS, "export * from 'class-transformer';"],
    [ADAPTER, "export * from '../../domain/src';"],
    [TOOL, "export * from '../../../apps/customer-api/src/main';"],
  ],
  'no-restricted-imports': [
    [DOMAIN, "export * from 'node:fs';"],
    [DOMAIN, "import { randomUUID } from 'crypto'; export const a = randomUUID;"],
    [DOMAIN, "export * from 'fast-check';"],
    [DOMAIN, "export * from 'not-even-installed';"],
    [DOMAIN, "export * from './testing';"],
    [DOMAIN, "export * from './in-memory/store';"],
    [CORE_IN_MEMORY, "export * from 'node:timers';"],
    [DOMAIN_IN_MEMORY, "export * from '../testing/builders';"],
    [CONTRACTS, "export * from 'node:crypto';"],
    [CONTRACTS, "export * from 'fast-check';"],
    [CLIENT, "export * from 'node:crypto';"],
    [CLIENT, "export * from '@decouple/contracts';"],
    [CLIENT, "export * from 'class-validator';"],
    [ADAPTER, "export * from '@decouple/payments-domain/testing';"],
    [ADAPTER, "export * from '@decouple/messaging-core/in-memory';"],
    [ADAPTER, "export * from '@decouple/payments-domain/src/payment';"],
    [ADAPTER, "export * from '@decouple/payments-domain/dist/index.js';"],
    [PLATFORM, "import { env } from 'node:process'; export const a = env;"],
    [APP_HTTP, "export * from '@decouple/payments-postgres';"],
    [APP_HTTP, "export * from '@decouple/messaging-nest';"],
    [APP_HTTP, "export * from '@decouple/payments-domain/in-memory';"],
    [CONSUMERS, "export * from '@decouple/messaging-sqs';"],
    [COMPOSITION, "export * from '@decouple/payments-domain/testing';"],
    [TOOL, "export * from '@decouple/customer-api/dist/main.js';"],
    [SYSTEM_TEST, "export * from '@decouple/sales-worker/src/main';"],
    [WEB, "export * from 'node:fs';"],
  ],
  'no-restricted-globals': [
    [DOMAIN, "export const a = process.env['A'];"],
    [DOMAIN, 'export const a = globalThis.process;'],
    [DOMAIN, "export const a = () => fetch('http://a');"],
    [DOMAIN, 'export const a = crypto.randomUUID();'],
    [DOMAIN, 'export const a = performance.now();'],
    [DOMAIN, 'console.log(1);'],
    [DOMAIN, "export const a = Buffer.from('');"],
    [DOMAIN, "export const a: unknown = require('fs');"],
    [DOMAIN, 'export const a = setTimeout(() => 1, 1);'],
    [DOMAIN, 'export const a = setInterval(() => 1, 1);'],
    [DOMAIN, 'export const a = setImmediate(() => 1);'],
    [CORE_IN_MEMORY, 'export const a = setTimeout(() => 1, 1);'],
  ],
  'no-restricted-properties': [
    [DOMAIN, 'export const a = Date.now();'],
    [DOMAIN, 'export const { now } = Date;'],
    [DOMAIN, 'export const a = Math.random();'],
    [DOMAIN, 'export const a = AbortSignal.timeout(1);'],
    [DOMAIN_IN_MEMORY, 'export const a = Date.now();'],
    [ADAPTER, "export const a = process.env['A'];"],
    [ADAPTER, 'export const { env } = process;'],
    [PLATFORM, "export const a = process.env['A'];"],
    [APP_HTTP, "export const a = process.env['A'];"],
    [COMPOSITION, "export const a = process.env['A'];"],
  ],
  'no-restricted-syntax': [
    [DOMAIN, 'export const a = new Date();'],
    [DOMAIN, 'export const a = Date();'],
    [DOMAIN, "export const a = () => import('./b');"],
    [DOMAIN, "export type A = import('pg').Pool;"],
    [DOMAIN, 'export const a = (b: Promise<void>) => b.catch(() => undefined);'],
    [ADAPTER, 'export const a = (b: Promise<void>) => b.catch(() => undefined);'],
    [APP_HTTP, 'export const a = (b: Promise<void>) => b.catch(() => {});'],
    [TOOL, 'export const a = (b: Promise<void>) => b.catch(() => null);'],
    [TOOL, 'export const a = (b: Promise<void>) => b.catch((error) => void error);'],
    [WALL_CLOCK_READER, 'export const a = (b: Promise<void>) => b.catch(() => undefined);'],
    ...[ADAPTER, PLATFORM, CLIENT, APP_HTTP, WEB, TOOL, SCRIPT].map((path): Case => [
      path,
      'export const a = Date.now();',
    ]),
    [ADAPTER, 'export const { now } = Date;'],
    [ADAPTER, 'export const a = (b: () => number = Date.now) => b;'],
    [APP_HTTP, 'export const a = (b: Date) => new Date().getTime() - b.getTime();'],
    ...[DOMAIN, CORE_IN_MEMORY, ADAPTER, APP_HTTP, TOOL, WALL_CLOCK_READER].flatMap((path): Case[] => [
      [path, 'export const a = (clock: { now(): Date }, b: Date) => clock.now().getTime() - b.getTime();'],
      [path, 'export const a = (c: { wallClock: { now(): Date } }, b: Date) => b < c.wallClock.now();'],
    ]),
    [WALL_CLOCK_READER, 'export const a = (b: number) => Date.now() - b;'],
    [WALL_CLOCK_READER, 'export const a = (b: number) => b <= Date.now();'],
  ],
  'react-hooks/rules-of-hooks': [
    [
      WEB,
      "import { useState } from 'react'; export function A(b: { c: boolean }) { if (b.c) useState(1); return null; }",
    ],
  ],
  'react-hooks/exhaustive-deps': [
    [
      WEB,
      "import { useEffect } from 'react'; export function A({ b }: { b: number }) { useEffect(() => { console.log(b); }, []); return null; }",
    ],
  ],
  'no-empty': [[ADAPTER, 'export function a() { try { JSON.parse("") } catch {} }']],
  '@typescript-eslint/no-explicit-any': [[TOOL, 'export const a: any = 1;']],
  '@typescript-eslint/no-require-imports': [[DOMAIN, "import fs = require('node:fs'); export const a = fs;"]],
  '@typescript-eslint/ban-ts-comment': [[ADAPTER, '// @ts-expect-error\nexport const a: number = "";']],
  '@typescript-eslint/no-non-null-assertion': [[ADAPTER, 'export const a = (b?: string) => b!;']],
  '@typescript-eslint/no-unused-vars': [[ADAPTER, 'const a = 1; export {};']],
  '@typescript-eslint/no-extraneous-class': [[TOOL, 'export class A { static b = 1; }']],
  'prefer-const': [[ADAPTER, 'let a = 1; export const b = a;']],
  eqeqeq: [[ADAPTER, 'export const a = (b: string) => b == "";']],
};

const REFUSED_WITH_TYPES: Record<string, string> = {
  '@typescript-eslint/await-thenable': 'export const a = async () => await 1;',
  '@typescript-eslint/no-floating-promises': 'export const a = () => { Promise.resolve(1); };',
  '@typescript-eslint/no-misused-promises': 'export const a = (b: Promise<boolean>) => { if (b) return 1; return 2; };',
  '@typescript-eslint/only-throw-error': "export const a = () => { throw 'text'; };",
  '@typescript-eslint/prefer-promise-reject-errors': "export const a = () => Promise.reject('text');",
  '@typescript-eslint/return-await':
    'export async function a(b: Promise<1>) { try { return b; } catch (error) { throw new Error("a", { cause: error }); } }',
  '@typescript-eslint/switch-exhaustiveness-check':
    "export function a(b: 'c' | 'd') { switch (b) { case 'c': return 1; } return 2; }",
};

const ALLOWED: Case[] = [
  [DOMAIN, "export const a = new Date('2020-01-01'); export const b = Date.UTC(2020);"],
  [DOMAIN, 'export const a = (b: () => void) => queueMicrotask(b);'],
  [DOMAIN, "export * from '@decouple/messaging-core'; export * from './payment/payment';"],
  [DOMAIN_IN_MEMORY, "export * from '@decouple/messaging-core/in-memory'; export * from './store';"],
  [DOMAIN_SPEC, "export * from 'fast-check'; export * from '@decouple/messaging-core/testing';"],
  [DOMAIN_SPEC, 'export const a = setTimeout(() => new Date(), 1);'],
  [DOMAIN_TESTING, "export * from 'fast-check'; export * from '../in-memory';"],
  [CONTRACTS, "export * from 'class-validator';"],
  [ADAPTER, "export * from 'typeorm'; export * from 'node:crypto';"],
  [ADAPTER, 'export const a = () => performance.now() + Math.random();'],
  [ADAPTER, 'export const a = (b: Promise<1>) => b.catch((error: Error) => error.message);'],
  [ADAPTER, 'export const a = (b: number | null, _unused: number) => b == null;'],
  [ADAPTER, 'export const a = () => { let b: number | undefined; const c = () => b; b = 1; return c; };'],
  [ADAPTER, 'export const a = ({ b: _omitted, ...rest }: { b: 1; c: 2 }) => rest;'],
  [ADAPTER, 'export function a(d: { b: 1; c: 2 }) { const { b: _omitted, ...rest } = d; return rest; }'],
  [ADAPTER, 'export const a = (clock: { now(): Date }) => new Date(clock.now().getTime() - 1_000);'],
  [ADAPTER, 'export const a = (clock: { milliseconds(): number }, b: number) => clock.milliseconds() - b;'],
  [WALL_CLOCK_READER, 'export const a = () => new Date(Date.now() + 1_000);'],
  [ADAPTER_SPEC, 'export const a = (b: number) => Date.now() - b;'],
  [ADAPTER_SPEC, 'export const a = (b?: string) => b!;'],
  [ADAPTER_SPEC, "export * from '@decouple/payments-domain/testing'; export const a = process.env['A'];"],
  ['libs/platform/src/configuration/planted.ts', "export const a = process.env['A'];"],
  ['apps/customer-api/src/config/planted.ts', "export const a = process.env['A'];"],
  ['apps/customer-api/src/main.ts', "export const a = process.env['A'];"],
  [COMPOSITION, "export * from '@decouple/payments-postgres'; export * from '@decouple/payments-domain/in-memory';"],
  [CONSUMERS, "export * from '@decouple/messaging-nest';"],
  ['apps/sales-worker/src/main.ts', "export * from '@decouple/messaging-nest';"],
  [APP_HTTP_SPEC, "export * from '@decouple/payments-postgres'; export * from '@decouple/payments-domain/in-memory';"],
  [SYSTEM_TEST, "export * from '@decouple/local-infra';"],
  [WEB, "import { Button } from 'react-aria-components'; export const A = () => <Button>now</Button>;"],
  [TOOL, "export * from '@decouple/payments-domain/testing'; export * from '@decouple/messaging-core/in-memory';"],
  [TOOL, "export * from '@decouple/customer-api'; export const a = process.env['A'];"],
  [TOOL, '@Module({}) export class A {} declare function Module(options: object): ClassDecorator;'],
];

describe('planted code', () => {
  const refused: (PlantedCode & { rule: string })[] = [
    ...Object.entries(REFUSED).flatMap(([rule, cases]) => cases.map(([path, code]) => ({ rule, path, code }))),
    ...Object.entries(REFUSED_WITH_TYPES).map(([rule, code]) => ({ rule, path: TYPED, code, typed: true })),
  ];
  const allowed: PlantedCode[] = ALLOWED.map(([path, code]) => ({ path, code }));
  const planted = [...refused, ...allowed];
  let findings: Finding[][];

  beforeAll(() => {
    findings = lintPlantedCode(planted);
  });

  it.each(refused)('is refused by $rule in $path: $code', (snippet) => {
    expect(findings[planted.indexOf(snippet)]?.map(({ rule }) => rule)).toContain(snippet.rule);
  });

  it.each(allowed)('passes every rule in $path: $code', (snippet) => {
    expect(findings[planted.indexOf(snippet)]).toEqual([]);
  });
});
