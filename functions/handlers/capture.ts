// Capture's function: captures one backup of one pair's primary. Its schedule starts it.
import { capture } from '../steps/capture/capture.ts';
import { s3CaptureWriter } from '../store/vault/capture/s3-capture-writer.ts';
import * as tools from './tool-sets.ts';
import type { Wire } from './wire.ts';

export const wire = ((...given) => {
  const [environment, { s3 }, { random }] = given;
  return capture({
    ...tools.settings(...given),
    ...tools.records(...given),
    ...tools.messages(...given),
    ...tools.names(...given),
    ...tools.backups(...given),
    ...tools.captureLease(...given),
    ...tools.restedApi(...given),
    ...tools.metrics(...given),
    ...tools.say(...given),
    captureWriter: s3CaptureWriter(s3, tools.bucketsOf(environment), random),
    newId: () => random.uuid().slice(0, 8),
  });
}) satisfies Wire<'capture'>;
