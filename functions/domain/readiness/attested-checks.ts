// The checks of readiness that only the owner can answer, in the settings: patch levels, and what no API reports. Pure.

import type { Check } from '../model/readiness-check.ts';
import { NEEDS, type Need } from '../needs/needs.ts';
import type { Attested, Patched, ReadinessAppliance, ReadinessFacts } from './readiness-facts.ts';

const SETTINGS: Readonly<Partial<Record<Need, keyof Attested>>> = {
  capacity: 'capacity',
  licence: 'licence',
  'site-name': 'siteName',
};

const failed = (need: Need, name: string, message: string, fix: string, alarms = true): Check => ({
  ...{ need, about: NEEDS[need].is, result: 'failed' },
  ...{ name, message, fix, alarms },
});

/** Passed with its date; a date to come attests nothing. */
const attestedCheck = (need: Need, setting: keyof Attested, { terms, nowMs }: ReadinessFacts): readonly Check[] => {
  const on = terms.attested[setting];
  if (on === undefined) return [];
  if (Date.parse(on) > nowMs) {
    const message = `expected a date of the past in attested.${setting}, found ${on}`;
    return [failed(need, 'AttestedInFuture', message, `Correct attested.${setting} and deploy.`)];
  }
  return [{ need, about: NEEDS[need].is, result: 'passed', message: `attested on ${on} (attested.${setting})` }];
};

const levelOf = ({ name }: ReadinessAppliance, { level, on }: Patched): string => `${name}: ${level} (${on})`;

const patchedChecks = ({ terms: { appliances } }: ReadinessFacts): readonly Check[] => {
  const missing = appliances.filter(({ patched }) => patched === undefined);
  const known = appliances.flatMap((one) => (one.patched ? [{ one, patched: one.patched }] : []));
  const found = known.map(({ one, patched }) => levelOf(one, patched)).join(', ');
  const of = { need: 'patched', about: NEEDS.patched.is } as const;
  if (known.length === 0) return [];
  if (missing.length > 0) {
    const names = missing.map(({ name }) => name).join(', ');
    return [{ ...of, result: 'not-checked', reason: `${found}; patched is not attested for ${names}` }];
  }
  const levels = new Set(known.map(({ patched }) => patched.level));
  if (levels.size === 1) return [{ ...of, result: 'passed', message: `attested: ${found}` }];
  const fix = `Install the same patches on ${known.map(({ one }) => one.name).join(' and ')}, update appliances[].patched of both, and deploy.`;
  return [failed('patched', 'PatchLevelsDiffer', `expected one patch level on both, found ${found}`, fix)];
};

const inCommon = (appliances: readonly ReadinessAppliance[], of: (one: ReadinessAppliance) => readonly string[]) => {
  const [one, other] = appliances;
  return one && other ? of(one).filter((value) => of(other).includes(value)) : [];
};

const sharedFateChecks = (facts: ReadinessFacts): readonly Check[] => {
  const { appliances } = facts.terms;
  const shared = [
    ...inCommon(appliances, ({ controllers }) => controllers).map((at) => `the power controller ${at}`),
    ...inCommon(appliances, ({ pathWitnesses }) => pathWitnesses).map((at) => `the path witness ${at}`),
  ];
  if (shared.length === 0) return attestedCheck('shared-fate', 'separate', facts);
  const fix = 'Place the two appliances apart, and name for each what stands beside it alone.';
  const message = `expected nothing in common, found ${[...new Set(shared)].join(', ')}`;
  return [failed('shared-fate', 'SharedFate', message, fix, false)];
};

export const attestedChecks = (facts: ReadinessFacts): readonly Check[] => [
  ...patchedChecks(facts),
  ...Object.entries(SETTINGS).flatMap(([need, setting]) => attestedCheck(need as Need, setting, facts)),
  ...sharedFateChecks(facts),
];
