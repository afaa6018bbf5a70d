// What CloudFormation sends when it has created a stack.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/event-detail-stack-status-change.html
import type { Place } from '../template/resource-names.ts';
import type { BusEvent } from './event-bus.ts';

export const deployedEvent = (stackName: string, { region, accountId }: Place): BusEvent => {
  const stackId = `arn:aws:cloudformation:${region}:${accountId}:stack/${stackName}/lab`;
  return {
    source: 'aws.cloudformation',
    'detail-type': 'CloudFormation Stack Status Change',
    resources: [stackId],
    detail: {
      'stack-id': stackId,
      'status-details': { status: 'CREATE_COMPLETE', 'status-reason': '' },
      'client-request-token': '',
    },
  };
};
