// Who may publish metrics: only the pair's own, not those that another pair's alarms read.
import { namespaceOf } from '../../functions/contract/runtime/metrics.ts';
import type { TwinboxFunction } from '../functions/twinbox-function.ts';

/** Publishes into the namespace of the pair. */
export const grantPublishMetrics = (publisher: TwinboxFunction, pair: string): void =>
  publisher.permit({
    sid: 'PublishMetrics',
    actions: ['cloudwatch:PutMetricData'],
    resources: ['*'],
    conditions: { StringEquals: { 'cloudwatch:namespace': namespaceOf(pair) } },
    wildcards: 'PutMetricData knows no resources; the condition narrows it to the namespace of the pair.',
  });
