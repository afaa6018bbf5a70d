// A bucket's own word on who may write: a policy that somebody attaches to another role does not count against it.
import { Lazy } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Bucket } from 'aws-cdk-lib/aws-s3';

/**
 * Refuses puts under those keys to everybody but the roles with those ARNs.
 * @param writers asked when the template is written, once all grants have been made.
 */
export const refuseOthers = (bucket: Bucket, sid: string, keys: readonly string[], writers: () => readonly string[]): void => {
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
