// What CloudFormation reports of a deployed stack, and the history of an execution, as the SDK's own clients read them.
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { GetExecutionHistoryCommand, SFNClient } from '@aws-sdk/client-sfn';
import { WORLD_KEYS } from '../../aws/cloud.ts';
import { startLabBench } from '../../aws/conformance/lab-bench.ts';
import type { ExecutionDescription, ExecutionStep } from '../../aws/states/states-state.ts';

const MACHINE = 'arn:aws:states:eu-central-1:000000000000:stateMachine:one';

const steps: readonly ExecutionStep[] = [
  { atMs: 1_000, type: 'ExecutionStarted' },
  { atMs: 1_001, type: 'StateEntered', state: 'Begin', stateType: 'Task', input: {} },
  { atMs: 1_002, type: 'TaskScheduled', state: 'Begin' },
  { atMs: 1_003, type: 'StateExited', state: 'Begin', stateType: 'Task', output: { done: true } },
  { atMs: 1_004, type: 'ExecutionEnded' },
];

const open = async () => {
  const started = await startLabBench();
  const { cloud } = started.lab;
  const options = { endpoint: cloud.url, region: 'eu-central-1', credentials: WORLD_KEYS };
  const [cloudformation, sfn] = [new CloudFormationClient(options), new SFNClient(options)];
  return { cloud, cloudformation, sfn, [Symbol.asyncDispose]: () => started[Symbol.asyncDispose]() };
};

test('a deployed stack has its outputs, and one that is not there is refused', async () => {
  await using lab = await open();
  lab.cloud.cloudformation.deploy({ name: 'Small', description: 'a small one', outputs: { Machine: MACHINE } });
  const { Stacks = [] } = await lab.cloudformation.send(new DescribeStacksCommand({}));
  expect(Stacks).toEqual([
    expect.objectContaining({ StackName: 'Small', Outputs: [{ OutputKey: 'Machine', OutputValue: MACHINE }] }),
  ]);
  await expect(lab.cloudformation.send(new DescribeStacksCommand({ StackName: 'Other' }))).rejects.toThrow(
    'Stack with id Other does not exist',
  );
});

test('a history holds states and ends, in pages, from either side', async () => {
  await using lab = await open();
  const described: ExecutionDescription = {
    ...{ executionArn: 'arn:one', stateMachineArn: MACHINE, name: 'one', input: '{}', output: '{"done":true}' },
    ...{ status: 'SUCCEEDED', startMs: 1_000, stopMs: 1_004 },
  };
  lab.cloud.states.engine = {
    ...{ knows: () => true, list: () => [described], start: () => undefined, stop: () => undefined },
    describe: () => described,
    history: () => steps,
  };
  const read = (options: object) =>
    lab.sfn.send(new GetExecutionHistoryCommand({ executionArn: 'arn:one', ...options }));
  const { events = [] } = await read({});
  expect(events.map(({ id, type }) => [id, type])).toEqual([
    [1, 'ExecutionStarted'],
    [2, 'TaskStateEntered'],
    [3, 'TaskStateExited'],
    [4, 'ExecutionSucceeded'],
  ]);
  expect(events[2]?.stateExitedEventDetails).toEqual({ name: 'Begin', output: '{"done":true}' });
  const last = await read({ reverseOrder: true, maxResults: 3, includeExecutionData: false });
  expect(last.events?.map(({ id }) => id)).toEqual([4, 3, 2]);
  expect(last.events?.[1]?.stateExitedEventDetails).toEqual({ name: 'Begin' });
  const rest = await read({ reverseOrder: true, maxResults: 3, nextToken: last.nextToken });
  expect(rest.events?.map(({ id }) => id)).toEqual([1]);
  await expect(read({ maxResults: 1_001 })).rejects.toThrow('less than or equal to 1000');
});
