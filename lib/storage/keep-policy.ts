// A bucket that outlives its stack keeps its policy: without it, the backup store would accept writes that it refuses
// today, even over plain http.
import { RemovalPolicy } from 'aws-cdk-lib';
import type { Bucket } from 'aws-cdk-lib/aws-s3';

/** @throws RangeError if the bucket has no policy yet. */
export const keepPolicy = ({ policy, node }: Bucket): void => {
  if (policy === undefined) throw new RangeError(`${node.path} has no policy to keep`);
  policy.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
};
