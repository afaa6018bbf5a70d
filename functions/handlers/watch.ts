// Watch's function: probes all pairs in rounds from the machine it runs on.
import { watch } from '../steps/monitor/watch.ts';
import { s3DownStreaks, s3WatcherHandover } from '../store/latest/latest-values.ts';
import * as tools from './tool-sets.ts';
import type { Wire } from './wire.ts';

export const wire = ((...given) => {
  const [{ RECORD_BUCKET }, { s3 }, { clock, random }] = given;
  return watch({
    ...tools.settings(...given),
    ...tools.records(...given),
    ...tools.vantage(...given),
    ...tools.backups(...given),
    ...tools.captureLease(...given),
    ...tools.metrics(...given),
    ...tools.say(...given),
    handover: s3WatcherHandover(s3, RECORD_BUCKET, clock),
    streaks: s3DownStreaks(s3, RECORD_BUCKET, clock),
    newId: random.uuid,
  });
}) satisfies Wire<'watch'>;
