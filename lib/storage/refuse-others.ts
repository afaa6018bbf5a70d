// A bucket policy that limits who may write: a policy attached to another role cannot override it.
import { Lazy } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Bucket } from 'aws-cdk-lib/aws-s3';

/**
 * Refuses puts under those keys to everybody except the roles with those ARNs.
 * @param writers called when the template is written, after all grants.
 */
export const refuseOthers = (
  bucket: Bucket,
  sid: string,
  keys: readonly string[],
  writers: () => readonly string[],
): void => {
  bucket.addToResourcePolicy(
    new PolicyStatement({
      sid,
      effect: Effect.DENY,
      principals: [new AnyPrincipal()],
      actions: ['s3:PutObject'],
      resources: keys.map((key) => bucket.arnForObjects(key)),
      conditions: { ArnNotEquals: { 'aws:PrincipalArn': Lazy.list({ produce: () => [...writers()] }) } },
    }),
  );
};
