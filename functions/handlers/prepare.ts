// Prepare's function: reads the standby, the backups and DNS, and changes none of them.
import { certificateProbe } from '../appliance/probe/certificate-probe.ts';
import { prepare } from '../steps/recovery/restore/prepare.ts';
import * as tools from './tool-sets.ts';
import type { Wire } from './wire.ts';

export const wire = ((...given) =>
  prepare({
    ...tools.step(...given),
    ...tools.messages(...given),
    ...tools.probe(...given),
    ...tools.vantage(...given),
    ...tools.traffic(...given),
    ...tools.api(...given),
    ...tools.powersToRead(...given),
    ...tools.backups(...given),
    ...tools.inspections(...given),
    certificates: certificateProbe(given[2].net),
  })) satisfies Wire<'prepare'>;
