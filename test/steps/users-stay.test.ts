// Right before a drill makes the standby unavailable: every name points only at the primary, with two names and two
// addresses.
import type { PairSettings } from '../../functions/contract/settings/pair-settings.ts';
import { usersStay } from '../../functions/steps/recovery/confirm/assert-users-on-primary.ts';
import { machine } from '../doubles/machine.ts';
import { DUBLIN, LONDON, NAME, pairWith } from '../doubles/one-pair.ts';

const OTHER = 'help.example.com';
const pair: PairSettings = { ...pairWith(), service: { ...pairWith().service, names: [NAME, OTHER] } };
const recovery = {
  ...({ trigger: 'person', automation: 'act' } as const),
  ...({ recoveryId: 'r1', pair: 'support', kind: 'drill', dryRun: false, epoch: 1, owner: 'arn:drill' } as const),
  ...({ from: 'london', to: 'dublin', startedAt: '2026-11-22T20:15:03.000Z' } as const),
};

const ask = (zone: Readonly<Record<string, readonly string[] | Error>>) =>
  usersStay(
    {
      addresses: async (_settings, name) => {
        const found = zone[name];
        if (found instanceof Error) throw found;
        return found ?? [];
      },
    },
    { settings: pair, recovery, clock: machine.clock, signal: new AbortController().signal },
  );

test('every name points only at the primary', async () => {
  await expect(ask({ [NAME]: [LONDON], [OTHER]: [LONDON] })).resolves.toMatchObject({ known: true });
});

test.each<readonly [string, readonly string[], readonly string[], string]>([
  ['the first name has a second address', [LONDON, DUBLIN], [LONDON], NAME],
  ['the second name has a second address', [LONDON], [LONDON, DUBLIN], OTHER],
  ['the standby comes before the primary', [DUBLIN, LONDON], [LONDON], NAME],
  ['the second name points at the standby', [LONDON], [DUBLIN], OTHER],
  ['the second name has no address', [LONDON], [], OTHER],
])('refuses if %s', async (_where, first, second, name) => {
  await expect(ask({ [NAME]: first, [OTHER]: second })).rejects.toMatchObject({
    name: 'DnsRecordUnfit',
    message: expect.stringContaining(`${name} points at`),
  });
});

test.each([
  [NAME, OTHER],
  [OTHER, NAME],
])('a failure to resolve %s gives not known, and hides no stray %s', async (silent, other) => {
  const failed = new Error('no server answers');
  await expect(ask({ [silent]: failed, [other]: [LONDON] })).resolves.toMatchObject({ known: false });
  await expect(ask({ [silent]: failed, [other]: [DUBLIN] })).rejects.toMatchObject({ name: 'DnsRecordUnfit' });
});
