// The check of readiness on certificates: each appliance must present a valid one under every name, and both chains must
// lead to one authority. Pure.
import type { CertificateFacts } from '../identity/certificate-facts.ts';
import { certificateBreaks } from '../inspection/findings/certificate-findings.ts';
import type { Check } from '../model/readiness-check.ts';
import { NEEDS } from '../needs/needs.ts';

export interface Presented {
  readonly appliance: string;
  /** The name under which it was asked. */
  readonly name: string;
  /** Undefined if no handshake came about; `failed` says why. */
  readonly facts?: CertificateFacts;
  readonly failed?: string;
}

const OF = { need: 'certificates', about: NEEDS.certificates.is } as const;

const failed = (name: string, message: string, fix: string, alarms: boolean): Check => ({
  ...{ ...OF, result: 'failed' },
  ...{ name, message, fix, alarms },
});

const checkOf = (
  { appliance, name, facts, failed: why }: Presented,
  standby: string,
  nowMs: number,
): readonly Check[] => {
  if (!facts) return [{ ...OF, result: 'not-checked', reason: `${appliance} under ${name}: ${why ?? 'unknown'}` }];
  const breaks = certificateBreaks(facts, { appliance, serviceNames: [name], nowMs, warnDays: 0 });
  if (breaks.length === 0) return [];
  const message = `the certificate of ${appliance} under ${name}: ${breaks.join('; ')}`;
  const fix = `Install a valid certificate on ${appliance} that names ${name} and includes its chain.`;
  return [failed('CertificateBroken', message, fix, appliance === standby)];
};

const rootOf = ({ facts }: Presented): readonly string[] => facts?.issuers.slice(-1) ?? [];

/** @param standby only its faults stop a failover. */
export const chainChecks = (presented: readonly Presented[], standby: string, nowMs: number): readonly Check[] => {
  const checks = presented.flatMap((one) => checkOf(one, standby, nowMs));
  const roots = [...new Set(presented.flatMap(rootOf))];
  const names = [...new Set(presented.map(({ name }) => name))].join(', ');
  const apart =
    roots.length > 1
      ? [
          failed(
            'ChainsDiffer',
            `expected one authority behind the certificates of both, found ${roots.join(' and ')}`,
            'Install certificates of one authority on both: clients that know only one of them reject the other appliance.',
            false,
          ),
        ]
      : [];
  if (checks.length + apart.length > 0) return [...checks, ...apart];
  return presented.length === 0
    ? []
    : [{ ...OF, result: 'passed', message: `valid under ${names}, from ${roots.join(', ')}` }];
};
