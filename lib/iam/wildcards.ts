// Acknowledges the wildcards in a permission one by one, with the permission's own reason. A wildcard without a reason
// remains a finding and stops the synth.
import { Stack, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** cdk-nag's name of a resource: references are in angle brackets. */
const inRuleWords = (resolved: unknown): string => {
  if (typeof resolved === 'string') return resolved;
  const { 'Fn::Join': join, 'Fn::GetAtt': attribute, Ref: reference } = resolved as Record<string, unknown>;
  if (Array.isArray(join)) return (join[1] as readonly unknown[]).map(inRuleWords).join(String(join[0]));
  if (Array.isArray(attribute)) return `<${attribute.join('.')}>`;
  return `<${String(reference)}>`;
};

/** Acknowledges every wildcard among the resources, for the policies of this scope. */
export const acknowledgeWildcards = (scope: IConstruct, resources: readonly string[], reason: string): void => {
  for (const resource of resources) {
    const words = inRuleWords(Stack.of(scope).resolve(resource));
    if (words.includes('*')) Validations.of(scope).acknowledge({ id: `AwsSolutions-IAM5[Resource::${words}]`, reason });
  }
};
