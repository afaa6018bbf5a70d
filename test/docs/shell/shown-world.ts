// The world in which the pages' commands are run: the emulated AWS, filled from the synthesized template of
// twinbox.yaml, with one recovery and one capture behind it, as a person would find it.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseInput } from '../../../functions/contract/workflow/verbs/parse-input.ts';
import { recoveryIdOf } from '../../../functions/domain/model/recovery-id.ts';
import { newPairRecord } from '../../../functions/domain/record/pair-record.ts';
import { storedText } from '../../../functions/store/record/stored-record.ts';
import { type Cloud, startCloud } from '../../../packages/local-cloud/aws/cloud.ts';
import type { ExecutionDescription } from '../../../packages/local-cloud/aws/states/states-state.ts';
import { type LabClock, scaledClock } from '../../../packages/local-cloud/base/clock.ts';
import { createResources, deployed } from '../../../packages/local-cloud/host/template/stack-resources.ts';
import { loadTemplate, type Template } from '../../../packages/local-cloud/host/template/template.ts';
import { synthesized } from '../../lib/synthesized.ts';

const ACCOUNT = { region: 'eu-central-1', accountId: '123456789012' };
const BACKUP = '2026-11-22T20:15:03Z-1a2b3c4d';
const REPORT = 'reports/support/20261122T202000Z-5e6f7a8b/report';

export interface ShownWorld extends AsyncDisposable {
  readonly clock: LabClock;
  readonly cloud: Cloud;
  readonly template: Template;
  /** What stands for each placeholder of the pages. */
  readonly placeholders: Readonly<Record<string, string>>;
}

/** Executions that end at once; the workflow's own check of the input decides whether one begins. */
const beginExecutions = (cloud: Cloud, machine: string): void => {
  const kept = new Map<string, ExecutionDescription>();
  cloud.states.engine = {
    knows: (arn) => arn === machine,
    describe: (arn) => kept.get(arn),
    list: () => [...kept.values()],
    stop: () => undefined,
    start: (stateMachineArn, name, input, executionArn) => {
      parseInput(JSON.parse(input));
      kept.set(executionArn, {
        executionArn,
        stateMachineArn,
        name,
        status: 'SUCCEEDED',
        input,
        output: '{}',
        startMs: 0,
        stopMs: 1,
      });
    },
  };
};

export const shownWorld = async (): Promise<ShownWorld> => {
  const folder = await mkdtemp(join(tmpdir(), 'twinbox-shown-world-'));
  const { template: synthesizedTemplate } = await synthesized('twinbox.yaml');
  await writeFile(join(folder, 'Twinbox-support.template.json'), JSON.stringify(synthesizedTemplate));
  const template = loadTemplate({ assemblyDirectory: folder, stackName: 'Twinbox-support', ...ACCOUNT });
  const clock = scaledClock(1);
  const cloud = await startCloud({ clock, ...ACCOUNT, bodiesDirectory: folder });
  createResources(template, cloud);
  cloud.cloudformation.deploy(deployed(template));

  const functions = template.byType('AWS::Lambda::Function').map(({ name }) => name);
  cloud.lambda.invoke = async (arn, payload) => {
    JSON.parse(payload);
    return functions.includes(arn.split(':')[6] ?? '') ? { payload: '{}' } : undefined;
  };
  const machine = String(template.outputs.StateMachineArn);
  beginExecutions(cloud, machine);
  const { executionArn, startMs } = await cloud.states.start(machine, 'one', '{}');

  const [vault, record] = [String(template.outputs.VaultBucketName), String(template.outputs.RecordBucketName)];
  for (const end of ['.nsb', '.json']) await cloud.s3.put(vault, `backups/support/${BACKUP}${end}`, '{}');
  for (const end of ['.json', '.html']) await cloud.s3.put(vault, `${REPORT}${end}`, '{}');
  await cloud.s3.put(vault, `proofs/support/${BACKUP}.json`, '{}');
  await cloud.s3.put(record, 'journal/support/20261122T202000Z-5e6f7a8b/1.json', '{}');
  const written = { ...newPairRecord('support', 'london', ['london', 'dublin']), revision: 1, nonce: 'first' };
  const { versionId, etag } = await cloud.s3.put(record, 'pairs/support.json', storedText(written, []));
  const zoneId = 'Z0123456789ABCDEFGHIJ';
  cloud.route53.createZone({ id: zoneId, name: 'example.com' });

  return {
    clock,
    cloud,
    template,
    placeholders: {
      arn: executionArn,
      run: recoveryIdOf(executionArn, new Date(startMs).toISOString()),
      'the input in the message': '{"pair": "support", "kind": "failover"}',
      verb: 'fence',
      version: versionId,
      recovery: '20261122T202000Z-5e6f7a8b',
      'backup id': BACKUP,
      'the newest .json': `${BACKUP}.json`,
      'zone id': zoneId,
      'one of those servers': 'ns-1.example.net',
      'ETag of the present version': etag,
    },
    [Symbol.asyncDispose]: async () => {
      await cloud[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
};
