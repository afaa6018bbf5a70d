// CheckReadiness's function: makes the checks of readiness that an inspection does not make, and judges them all.
import { certificateProbe } from '../appliance/probe/certificate-probe.ts';
import { signInRehearsalOf } from '../appliance/restore/restore-method-of.ts';
import { checkReadiness } from '../steps/readiness/check-readiness.ts';
import { networkDns } from '../traffic/name-servers.ts';
import { resolverAnswers } from '../traffic/resolver-answers.ts';
import * as tools from './tool-sets.ts';
import type { Wire } from './wire.ts';

export const wire = ((...given) => {
  const [, { secrets }, platform] = given;
  return checkReadiness({
    ...tools.settings(...given),
    ...tools.records(...given),
    ...tools.backups(...given),
    ...tools.inspections(...given),
    certificates: certificateProbe(platform.net),
    resolvers: resolverAnswers(networkDns(platform)),
    signInRehearsalOf: signInRehearsalOf({ ...platform, secrets }),
  });
}) satisfies Wire<'check-readiness'>;
