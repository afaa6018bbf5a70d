// The check of readiness on the owner's resolvers: where one gives another address than the zone, its users are not
// moved. Pure.
import type { Check } from '../model/readiness-check.ts';
import { NEEDS } from '../needs/needs.ts';

interface Answered {
  readonly resolver: string;
  readonly name: string;
  readonly addresses?: readonly string[];
  readonly failed?: string;
}

/** @param expected the address of the primary. */
export const resolverChecks = (answers: readonly Answered[], expected: string): readonly Check[] => {
  if (answers.length === 0) return [];
  const of = { need: 'resolvers', about: NEEDS.resolvers.is } as const;
  const checks = answers.flatMap(({ resolver, name, addresses, failed }): readonly Check[] => {
    if (!addresses)
      return [
        { ...of, result: 'not-checked', reason: `${resolver} did not answer for ${name}: ${failed ?? 'unknown'}` },
      ];
    if (addresses.length === 1 && addresses[0] === expected) return [];
    const found = addresses.join(', ') || 'none';
    const message = `${resolver}: expected ${expected} for ${name}, found ${found}: whoever asks it is not moved`;
    const fix = `Remove what overrides ${name} on the resolver ${resolver}, so that it follows the public zone.`;
    return [{ ...of, result: 'failed', name: 'ResolverDiffers', message, fix, alarms: true }];
  });
  const message = `${[...new Set(answers.map(({ resolver }) => resolver))].join(', ')} give ${expected}`;
  return checks.length > 0 ? checks : [{ ...of, result: 'passed', message }];
};
