// What stops Fence from powering off a quarantined appliance: users at any name, by any address of that name.
import type { PairSettings } from '../../functions/contract/settings/pair-settings.ts';
import { type RefenceGuardTools, restraintOf } from '../../functions/steps/recovery/fence/refence-guard.ts';
import type { PhaseContext } from '../../functions/steps/recovery/phase-step.ts';
import { DUBLIN, LONDON, NAME, onePair } from '../doubles/one-pair.ts';

const OTHER = 'help.example.com';

const ask = (zone: Readonly<Record<string, readonly string[] | Error>>, appliance = 'london') => {
  const house = onePair();
  const settings: PairSettings = { ...house.pair, service: { ...house.pair.service, names: [NAME, OTHER] } };
  const quarantined = { appliance, recoveryId: 'r0', since: house.clock.iso(), reason: 'it died' };
  const primary = appliance === 'london' ? 'dublin' : 'london';
  const record = { ...house.stores.records.now(settings), primary, quarantined };
  const names: RefenceGuardTools['names'] = {
    addresses: async (_settings, name) => {
      const found = zone[name];
      if (found instanceof Error) throw found;
      return found ?? [];
    },
  };
  const recovery = {
    ...{ recoveryId: 'r1', pair: 'support', kind: 'fence', dryRun: false, epoch: 2, owner: 'arn:fence' },
    ...{ from: 'london', to: 'dublin', startedAt: house.clock.iso() },
  } as const;
  const { signal } = new AbortController();
  return restraintOf({ ...house.tools, names }, {
    record,
    recovery,
    settings,
    signal,
    clock: house.tools.clock,
  } as unknown as PhaseContext);
};

test('it may be powered off if no name has its address', async () => {
  await expect(ask({ [NAME]: [DUBLIN], [OTHER]: [DUBLIN] })).resolves.toBeUndefined();
});

test('the other appliance in quarantine keeps it powered on', async () => {
  await expect(ask({ [NAME]: [DUBLIN], [OTHER]: [DUBLIN] }, 'dublin')).resolves.toMatchObject({
    outcome: 'stood-down',
    evidence: ['london is no longer quarantined'],
  });
});

test.each<readonly [string, readonly string[], readonly string[], string]>([
  ['the second address of the first name', [DUBLIN, LONDON], [DUBLIN], NAME],
  ['the second address of the second name', [DUBLIN], [DUBLIN, LONDON], OTHER],
  ['the first address of the second name', [DUBLIN], [LONDON, DUBLIN], OTHER],
])('%s keeps it powered on', async (_what, first, second, name) => {
  await expect(ask({ [NAME]: first, [OTHER]: second })).resolves.toMatchObject({
    outcome: 'stood-down',
    evidence: [expect.stringContaining(`${name} points at ${LONDON}`)],
  });
});

test.each([
  [NAME, OTHER],
  [OTHER, NAME],
])('that %s cannot be resolved keeps it powered on for now, and hides no user at %s', async (silent, other) => {
  const failed = new Error('no server answers');
  await expect(ask({ [silent]: failed, [other]: [DUBLIN] })).resolves.toMatchObject({ outcome: 'again' });
  await expect(ask({ [silent]: failed, [other]: [LONDON] })).resolves.toMatchObject({ outcome: 'stood-down' });
});
