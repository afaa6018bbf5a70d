// `twinbox resources`: the names of what belongs to the pair in AWS, for the commands of other programs.
import * as z from 'zod/mini';
import { facts } from '../base/style.ts';
import type { Answer, Session } from '../session.ts';

export const ResourcesShape = z.object({
  pair: z.string(),
  region: z.string(),
  stateMachine: z.string(),
  recordBucket: z.string(),
  vaultBucket: z.string(),
  topic: z.string(),
});

export interface ResourcesOptions {
  readonly export?: boolean | undefined;
}

export const resources = async (session: Session, options: ResourcesOptions): Promise<Answer> => {
  const { pair, region, machineArn, recordBucket, vaultBucket, topicArn } = await session.deployment();
  const data = { pair, region, stateMachine: machineArn, recordBucket, vaultBucket, topic: topicArn };
  const variables = {
    AWS_REGION: region,
    MACHINE: machineArn,
    RECORD: recordBucket,
    VAULT: vaultBucket,
    TOPIC: topicArn,
  };
  const text = options.export
    ? Object.entries(variables).map(([name, value]) => `export ${name}='${value}'`)
    : facts(session.io, [
        ['state machine', machineArn],
        ['record bucket', recordBucket],
        ['backup store', vaultBucket],
        ['topic', topicArn],
      ]);
  return { data, text };
};
