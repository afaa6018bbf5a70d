// FinalCapture's function: captures the primary before what is planned.
import { finalCapture } from '../steps/recovery/planned/final-capture.ts';
import { s3CaptureWriter } from '../store/vault/capture/s3-capture-writer.ts';
import * as tools from './tool-sets.ts';
import type { Wire } from './wire.ts';

export const wire = ((...given) => {
  const [environment, { s3 }, { random }] = given;
  return finalCapture({
    ...tools.step(...given),
    ...tools.names(...given),
    ...tools.backups(...given),
    ...tools.captureLease(...given),
    ...tools.api(...given),
    ...tools.say(...given),
    captureWriter: s3CaptureWriter(s3, tools.bucketsOf(environment), random),
    newId: () => random.uuid().slice(0, 8),
  });
}) satisfies Wire<'final-capture'>;
