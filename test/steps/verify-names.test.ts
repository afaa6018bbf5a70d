// Verify probes every name on every port, and only a healthy answer over a trusted connection counts: with two names
// and two ports.

import { phaseOf } from '../../functions/contract/workflow/phase-names.ts';
import type { ProbeResult } from '../../functions/domain/model/observation.ts';
import { begin } from '../../functions/steps/recovery/begin/begin.ts';
import { verify } from '../../functions/steps/recovery/traffic/verify.ts';
import { EXECUTIONS } from '../doubles/in-memory-executions.ts';
import { DUBLIN, LONDON, NAME, onePair } from '../doubles/one-pair.ts';

const OTHER = 'help.example.com';
const LAST = phaseOf('Verify').loop?.attempts ?? 0;
const left = () => 30_000;

interface Found {
  /** By name and port; healthy if not listed. */
  readonly probes?: Readonly<Record<string, ProbeResult>>;
  readonly addresses?: Readonly<Record<string, readonly string[]>>;
}

const verifyAt = async (attempt: number, { probes = {}, addresses = {} }: Found) => {
  const house = onePair();
  const times = { execution: `${EXECUTIONS}:person-0a1b2c3d`, startedAt: '2026-11-22T20:15:03.000Z' };
  const { recovery, settings } = await begin(house.tools)({ state: {}, input: {}, ...times }, left);
  if (!recovery || !settings) throw new Error('it did not begin');
  const two = { ...settings, service: { ...settings.service, names: [NAME, OTHER] } };
  const tools = {
    ...house.tools,
    names: { addresses: async (_settings: unknown, name: string) => addresses[name] ?? [DUBLIN] },
    probe: {
      probe: async ({ port }: { port: number }, target: string) => ({
        ...{ target, at: '', elapsedMs: 5 },
        result: probes[`${target}:${port}`] ?? ('healthy' as const),
      }),
    },
  };
  const before = { outcome: 'again' as const, attempt: attempt - 1, evidence: [] };
  return verify(tools)({ ...times, state: { recovery, settings: two, ...(attempt > 1 && { verify: before }) } }, left);
};

const PLACES = [NAME, OTHER].flatMap((name) => [443, 8200].map((port) => `${name}:${port}`));
const BAD: readonly ProbeResult[] = [
  'untrusted',
  'unhealthy',
  'silent',
  'garbled',
  'denied',
  'throttled',
  'refused',
  'reset',
];

test('all healthy names and ports are verified, and each is reported', async () => {
  const { outcome, evidence } = await verifyAt(1, {});
  expect(outcome).toBe('verified');
  for (const place of PLACES) expect(evidence.join('\n')).toContain(`https://${place}/ is healthy`);
});

test.each(PLACES.flatMap((place) => BAD.map((result) => [place, result] as const)))(
  '%s that is %s is probed again, and fails at the last attempt',
  async (place, result) => {
    await expect(verifyAt(1, { probes: { [place]: result } })).resolves.toMatchObject({ outcome: 'again' });
    await expect(verifyAt(LAST, { probes: { [place]: result } })).rejects.toMatchObject({ name: 'NotServing' });
  },
);

test.each<readonly [string, readonly string[]]>([
  [NAME, [DUBLIN, LONDON]],
  [OTHER, [DUBLIN, LONDON]],
  [NAME, [LONDON]],
  [OTHER, []],
])('%s at %j is not verified', async (name, found) => {
  await expect(verifyAt(LAST, { addresses: { [name]: found } })).rejects.toMatchObject({ name: 'NotServing' });
});
