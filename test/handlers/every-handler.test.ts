// Every function of the table has a handler of the same type. It wires the step of its own verb, can be wired twice in
// one process, and has no effect until it is called.

import dgram from 'node:dgram';
import dns from 'node:dns';
import { readFileSync } from 'node:fs';
import net from 'node:net';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { CLIENT_CLASSES, CLIENTS_OF, type ServiceName } from '../../functions/contract/runtime/clients.ts';
import { VARIABLES } from '../../functions/contract/runtime/environment.ts';
import { FUNCTIONS, type FunctionName, VARIABLES_OF } from '../../functions/contract/runtime/functions.ts';
import type { Platform } from '../../functions/net/platform.ts';
import { entryOf, STREAMING } from '../../lib/functions/handler-entries.ts';
import { stepOf } from '../house/chain-rules.ts';

const verbs = FUNCTIONS.map(({ verb }) => verb);

interface Handler {
  readonly wire: (environment: object, clients: object, platform: Platform) => unknown;
}
const handlerOf = (verb: string): Promise<Handler> => import(`../../functions/handlers/${verb}.ts`) as Promise<Handler>;
const sourceOf = (verb: string): string =>
  readFileSync(new URL(`../../functions/handlers/${verb}.ts`, import.meta.url), 'utf8');

/** Throws with the name of whatever was accessed. */
const untouchable = (what: string): never =>
  new Proxy(
    {},
    {
      get: (_target, name) => () => {
        throw new Error(`wiring asked ${what}.${String(name)}`);
      },
    },
  ) as never;

const platform: Platform = {
  net: untouchable('net'),
  clock: untouchable('clock'),
  random: untouchable('random'),
  log: untouchable('log'),
};
const environmentOf = (verb: FunctionName): object =>
  Object.fromEntries(VARIABLES_OF[verb].map((name) => [name, name === 'SETTINGS_PARAMETERS' ? '{}' : `of ${name}`]));
const clientsOf = (verb: FunctionName): object =>
  Object.fromEntries(Object.keys(CLIENTS_OF[verb]).map((service) => [service, untouchable(service)]));

const touched: string[] = [];
const watched = <T extends object>(object: T, name: keyof T & string): void => {
  const real = object[name];
  const spied = jest.spyOn(object as { [key: string]: () => unknown }, name);
  spied.mockImplementation(((...given: unknown[]) => {
    touched.push(name);
    return (real as (...all: unknown[]) => unknown).apply(object, given);
  }) as never);
};
const before = { ...process.env };
beforeAll(() => {
  for (const variable of Object.keys(VARIABLES)) delete process.env[variable];
});
afterAll(() => {
  process.env = before;
});

test.each(verbs)('%s exports only wire', async (verb) => {
  expect(Object.keys(await handlerOf(verb))).toEqual(['wire']);
});

test.each(verbs)('%s wires the step of its own name, and only wires', (verb) => {
  const source = sourceOf(verb);
  expect(source).toContain(`from '../${stepOf(verb).slice('functions/'.length)}'`);
  expect(source).not.toMatch(/\b(if|for|while)\s*\(/);
  expect(source).toContain(`satisfies Wire<'${verb}'>`);
});

test.each(verbs)('%s can be wired twice in one process, without any effect', async (verb) => {
  const { wire } = await handlerOf(verb);
  watched(globalThis, 'setTimeout');
  watched(globalThis, 'setInterval');
  watched(globalThis, 'setImmediate');
  watched(AbortSignal, 'timeout');
  watched(net.Socket.prototype, 'connect');
  watched(dns, 'lookup');
  watched(dgram, 'createSocket');
  watched(Date, 'now');
  watched(Math, 'random');
  const variables = jest.replaceProperty(process, 'env', untouchableEnvironment());
  try {
    const [one, other] = [0, 1].map(() => wire(environmentOf(verb), clientsOf(verb), platform));
    expect([typeof one, typeof other]).toEqual(['function', 'function']);
    expect(one).not.toBe(other);
    expect(touched).toEqual([]);
  } finally {
    variables.restore();
    jest.restoreAllMocks();
    touched.length = 0;
  }
});

const untouchableEnvironment = (): NodeJS.ProcessEnv =>
  new Proxy(
    {},
    {
      get: (_target, name) => {
        touched.push(`process.env.${String(name)}`);
        return undefined;
      },
    },
  );

test.each(verbs)('the entry of %s makes only the clients in the table', (verb) => {
  const entry = entryOf(verb);
  const services = Object.keys(CLIENTS_OF[verb]) as ServiceName[];
  const made = [...entry.matchAll(/^import \{ (\w+Client) \} from '([^']+)';$/gm)].map(([, name, from]) => [
    from,
    name,
  ]);
  expect(made).toEqual(services.map((service) => [...CLIENT_CLASSES[service]]));
  expect(entry).toContain(`startFunction('${verb}', wire, {`);
});

test('the table names classes that exist in their packages', async () => {
  for (const [from, name] of Object.values(CLIENT_CLASSES)) {
    const found = (await import(from)) as Readonly<Record<string, unknown>>;
    expect(typeof found[name]).toBe('function');
  }
});

test.each(STREAMING)('%s makes its young generation small before anything else is imported', (verb) => {
  expect(verbs).toContain(verb);
  expect(entryOf(verb).split('\n')[0]).toBe("import '../lambda/small-young.ts';");
});
