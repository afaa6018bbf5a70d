// What a round means, as single scenarios and as properties over all rounds.

import { DIAGNOSES, diagnose, isBlind } from '../../functions/domain/health/diagnosis.ts';
import type { Observation, ProbeResult, Round } from '../../functions/domain/model/observation.ts';
import { fc } from '../properties.ts';

const RESULTS: readonly ProbeResult[] = [
  'healthy',
  'unhealthy',
  'refused',
  'reset',
  'silent',
  'unresolved',
  'untrusted',
  'denied',
  'throttled',
  'garbled',
];
const at = '2026-11-22T20:15:00.000Z';
const seen = (target: string, result: ProbeResult): Observation => ({ target, result, at, elapsedMs: 5 });

interface Sights {
  readonly london?: ProbeResult;
  readonly dublin?: ProbeResult;
  readonly witnesses?: readonly ProbeResult[];
  readonly service?: readonly ProbeResult[];
  readonly londonPath?: readonly ProbeResult[];
  readonly dublinPath?: readonly ProbeResult[];
}

const roundOf = (sights: Sights): Round => ({
  slot: at,
  vantage: 'home',
  appliances: {
    london: seen('london', sights.london ?? 'healthy'),
    dublin: seen('dublin', sights.dublin ?? 'healthy'),
  },
  witnesses: (sights.witnesses ?? ['healthy', 'healthy']).map((result, i) => seen(`https://witness-${i}/`, result)),
  pathWitnesses: {
    london: (sights.londonPath ?? []).map((result) => seen('router.london:22', result)),
    dublin: (sights.dublinPath ?? []).map((result) => seen('router.dublin:22', result)),
  },
  service: (sights.service ?? ['healthy']).map((result) => seen('support.example.com', result)),
});
const roles = { primary: 'london', standby: 'dublin' };
const found = (sights: Sights) => {
  const { diagnosis, primaryDown, serviceDown } = diagnose(roundOf(sights), roles);
  return { diagnosis, primaryDown, serviceDown };
};

describe('diagnose names what a round means', () => {
  test.each<[string, Sights, ReturnType<typeof found>]>([
    ['all is well', {}, { diagnosis: 'Healthy', primaryDown: 0, serviceDown: 0 }],
    [
      'a silent primary is down',
      { london: 'silent', service: ['silent'] },
      { diagnosis: 'PrimaryDown', primaryDown: 1, serviceDown: 1 },
    ],
    [
      'a primary that refuses is down though the service still answers elsewhere',
      { london: 'refused' },
      { diagnosis: 'PrimaryDown', primaryDown: 1, serviceDown: 0 },
    ],
    [
      'a silent primary with living neighbours is down by itself',
      { london: 'silent', londonPath: ['silent', 'healthy'], service: ['silent'] },
      { diagnosis: 'PrimaryDown', primaryDown: 1, serviceDown: 1 },
    ],
    [
      'a silent primary among silent neighbours is a lost site, and still down',
      { london: 'silent', londonPath: ['silent', 'refused'], service: ['silent'] },
      { diagnosis: 'SiteUnreachable', primaryDown: 1, serviceDown: 1 },
    ],
    [
      'two silent appliances are both down while a witness answers',
      { london: 'silent', dublin: 'reset', service: ['silent'], witnesses: ['silent', 'healthy'] },
      { diagnosis: 'BothDown', primaryDown: 1, serviceDown: 1 },
    ],
    [
      'nothing answers at all: we are blind',
      { london: 'silent', dublin: 'silent', service: ['silent'], witnesses: ['silent', 'silent'] },
      { diagnosis: 'ObserverBlind', primaryDown: 0, serviceDown: undefined },
    ],
    [
      'without witnesses two silent appliances cannot be told from blindness',
      { london: 'silent', dublin: 'silent', service: ['silent'], witnesses: [] },
      { diagnosis: 'ObserverBlind', primaryDown: 0, serviceDown: undefined },
    ],
    [
      'without witnesses the standby’s answer proves that we can see',
      { london: 'silent', service: ['silent'], witnesses: [] },
      { diagnosis: 'PrimaryDown', primaryDown: 1, serviceDown: 1 },
    ],
    [
      'a refusal proves no sight: a firewall of our own may send it',
      { london: 'refused', dublin: 'refused', service: ['refused'], witnesses: ['refused'] },
      { diagnosis: 'ObserverBlind', primaryDown: 0, serviceDown: undefined },
    ],
    [
      'a sick primary is not down',
      { london: 'unhealthy', service: ['unhealthy'] },
      { diagnosis: 'PrimarySick', primaryDown: 0, serviceDown: 1 },
    ],
    [
      'an untrusted certificate is our own trouble, and users feel it',
      { london: 'untrusted', service: ['untrusted'] },
      { diagnosis: 'OwnTrouble', primaryDown: 0, serviceDown: 1 },
    ],
    [
      'a throttle is our own trouble, and users do not feel it',
      { london: 'throttled', service: ['throttled'] },
      { diagnosis: 'OwnTrouble', primaryDown: 0, serviceDown: 0 },
    ],
    [
      'a name without an address is down while the primary answers',
      { service: ['healthy', 'unresolved'] },
      { diagnosis: 'ServiceDown', primaryDown: 0, serviceDown: 1 },
    ],
    [
      'a silent standby leaves no safety net',
      { dublin: 'silent' },
      { diagnosis: 'StandbyUnfit', primaryDown: 0, serviceDown: 0 },
    ],
    [
      'a sick standby leaves no safety net',
      { dublin: 'unhealthy' },
      { diagnosis: 'StandbyUnfit', primaryDown: 0, serviceDown: 0 },
    ],
    [
      'a standby that denies us is our own trouble',
      { dublin: 'denied' },
      { diagnosis: 'OwnTrouble', primaryDown: 0, serviceDown: 0 },
    ],
  ])('%s', (_says, sights, expected) => {
    expect(found(sights)).toEqual(expected);
  });

  test('an appliance that the round left out is never called dead', () => {
    const round = { ...roundOf({}), appliances: { dublin: seen('dublin', 'healthy') } };
    expect(diagnose(round, roles)).toMatchObject({ diagnosis: 'OwnTrouble', primaryDown: 0 });
  });

  test('the evidence says what was seen of every target', () => {
    const { evidence } = diagnose(roundOf({ london: 'silent', londonPath: ['healthy'] }), roles);
    expect(evidence).toContain('london is silent');
    expect(evidence).toContain('router.london:22 is healthy');
    expect(evidence).toHaveLength(6);
  });

  test('every diagnosis says what it means', () => {
    for (const means of Object.values(DIAGNOSES)) expect(means.length).toBeGreaterThan(20);
  });
});

const result = fc.constantFrom(...RESULTS);
const anySights = fc.record({
  london: result,
  dublin: result,
  witnesses: fc.array(result, { maxLength: 3 }),
  service: fc.array(result, { minLength: 1, maxLength: 2 }),
  londonPath: fc.array(result, { maxLength: 2 }),
  dublinPath: fc.array(result, { maxLength: 2 }),
});

describe('whatever a round holds', () => {
  test('a blind observer never calls the primary down', () => {
    fc.assert(
      fc.property(anySights, (sights) => {
        const round = roundOf(sights);
        if (isBlind(round))
          expect(diagnose(round, roles)).toMatchObject({ diagnosis: 'ObserverBlind', primaryDown: 0 });
      }),
    );
  });

  test('the primary is called down only when it was silent, refused or reset', () => {
    fc.assert(
      fc.property(anySights, (sights) => {
        const { primaryDown } = diagnose(roundOf(sights), roles);
        if (primaryDown === 1) expect(['silent', 'refused', 'reset']).toContain(sights.london);
      }),
    );
  });

  test('an untrusted, denied, throttled or garbled primary is never called down', () => {
    fc.assert(
      fc.property(
        anySights,
        fc.constantFrom<ProbeResult>('untrusted', 'denied', 'throttled', 'garbled'),
        (sights, london) => {
          expect(diagnose(roundOf({ ...sights, london }), roles).primaryDown).toBe(0);
        },
      ),
    );
  });

  test('the appliances’ names make no difference: swapping names and roles swaps nothing else', () => {
    fc.assert(
      fc.property(anySights, (sights) => {
        const swapped = {
          ...sights,
          london: sights.dublin,
          dublin: sights.london,
          londonPath: sights.dublinPath,
          dublinPath: sights.londonPath,
        };
        const { evidence: _here, ...here } = diagnose(roundOf(sights), roles);
        const { evidence: _there, ...there } = diagnose(roundOf(swapped), { primary: 'dublin', standby: 'london' });
        expect(there).toEqual(here);
      }),
    );
  });
});
