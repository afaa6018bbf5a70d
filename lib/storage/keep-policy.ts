// A bucket that outlives its stack keeps its policy: without it the vault would take what it refuses today, over plain http as well.
import { RemovalPolicy } from 'aws-cdk-lib';
import type { Bucket } from 'aws-cdk-lib/aws-s3';

/** @throws RangeError where the bucket has no policy of its own yet. */
export const keepPolicy = ({ policy, node }: Bucket): void => {
  if (policy === undefined) throw new RangeError(`${node.path} has no policy to keep`);
  policy.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
};
