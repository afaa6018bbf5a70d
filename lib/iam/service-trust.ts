// Who may assume a role: one service, on behalf of this account and the named resources, so that no foreign resource
// can make the service act. https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
import { type ArnComponents, Stack } from 'aws-cdk-lib';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';

/** `source`: the resources for which the service may assume the role; wildcards allowed. */
export const trusted = (scope: Construct, service: string, ...sources: readonly ArnComponents[]): ServicePrincipal => {
  const stack = Stack.of(scope);
  return new ServicePrincipal(service, {
    conditions: {
      StringEquals: { 'aws:SourceAccount': stack.account },
      ArnLike: { 'aws:SourceArn': sources.map((source) => stack.formatArn(source)) },
    },
  });
};
