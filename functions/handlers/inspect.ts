// Inspect's function: every minute it reads what the appliances report about themselves. Its calls to AWS
// are bounded, so that it ends within that minute.
import { certificateProbe } from '../appliance/probe/certificate-probe.ts';
import { healthTextProbe } from '../appliance/probe/health-text.ts';
import { awsPeopleReach } from '../platform/aws-people-reach.ts';
import { inspect } from '../steps/monitor/inspect.ts';
import * as tools from './tool-sets.ts';
import type { Wire } from './wire.ts';

export const wire = ((...given) => {
  const [{ TOPIC_ARN }, clients, { net, clock }] = given;
  return inspect({
    ...tools.settings(...given),
    ...tools.records(...given),
    ...tools.messages(...given),
    ...tools.traffic(...given),
    ...tools.inspections(...given),
    ...tools.readBacks(...given),
    ...tools.backups(...given),
    ...tools.metrics(...given),
    ...tools.restedApi(...given),
    certificates: certificateProbe(net),
    healthTexts: healthTextProbe(net),
    reach: awsPeopleReach(clients, TOPIC_ARN, clock),
  });
}) satisfies Wire<'inspect'>;
