// Step Functions and Lambda as callers see them. Lab only: the machines and functions behind them come from a template.
import assert from 'node:assert/strict';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import {
  DescribeExecutionCommand,
  ListExecutionsCommand,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import type { ExecutionDescription, ExecutionEngine } from '../states/states-state.ts';
import { type Expectation, given, type LabHandles, refused } from './expectation.ts';

const START = 'https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html';
const INVOKE = 'https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html';

/** An engine whose executions run until they are stopped. */
const endlessEngine = (nowMs: () => number): ExecutionEngine => {
  const all = new Map<string, ExecutionDescription>();
  return {
    knows: () => true,
    describe: (arn) => all.get(arn),
    list: (machineArn) => [...all.values()].filter(({ stateMachineArn }) => stateMachineArn === machineArn),
    start: (stateMachineArn, name, input, executionArn) =>
      void all.set(executionArn, { executionArn, stateMachineArn, name, input, status: 'RUNNING', startMs: nowMs() }),
    stop(executionArn, reason) {
      const old = all.get(executionArn);
      if (old !== undefined) all.set(executionArn, { ...old, ...reason, status: 'ABORTED', stopMs: nowMs() });
    },
  };
};

const machine = ({ cloud }: LabHandles, nowMs: () => number, name: string): string => {
  cloud.states.engine ??= endlessEngine(nowMs);
  return cloud.states.machineArn(name);
};

export const runExpectations: readonly Expectation[] = [
  {
    service: 'states',
    expectation:
      'the same name and input while it runs is the same execution; another input or a closed one is refused',
    source: START,
    labOnly: true,
    async run(bench, lab) {
      const start = {
        stateMachineArn: machine(lab, bench.nowMs, bench.unique('machine')),
        name: 'one',
        input: '{"kind":"failover"}',
      };
      const { states } = bench.clients;
      const first = await states.send(new StartExecutionCommand(start));
      const second = await states.send(new StartExecutionCommand(start));
      assert.deepEqual([second.executionArn, second.startDate], [first.executionArn, first.startDate]);
      await refused(states.send(new StartExecutionCommand({ ...start, input: '{}' })), 'ExecutionAlreadyExists', 400);
      await states.send(new StopExecutionCommand({ executionArn: given(first.executionArn), cause: 'by hand' }));
      await refused(states.send(new StartExecutionCommand(start)), 'ExecutionAlreadyExists', 400);
      const described = await states.send(new DescribeExecutionCommand({ executionArn: given(first.executionArn) }));
      assert.deepEqual([described.status, described.cause, described.input], ['ABORTED', 'by hand', start.input]);
    },
  },
  {
    service: 'states',
    expectation:
      'an execution that has ended may be stopped again, and stays as it ended; one that nobody knows is refused',
    // API_StopExecution names no error for an execution that has ended.
    source: 'assumed',
    labOnly: true,
    async run(bench, lab) {
      const stateMachineArn = machine(lab, bench.nowMs, bench.unique('machine'));
      const { states } = bench.clients;
      const { executionArn = '' } = await states.send(new StartExecutionCommand({ stateMachineArn, name: 'one' }));
      await states.send(new StopExecutionCommand({ executionArn, error: 'First', cause: 'the first' }));
      await states.send(new StopExecutionCommand({ executionArn, error: 'Second', cause: 'the second' }));
      const described = await states.send(new DescribeExecutionCommand({ executionArn }));
      assert.deepEqual([described.status, described.error, described.cause], ['ABORTED', 'First', 'the first']);
      const missing = lab.cloud.states.executionArn(stateMachineArn, 'missing');
      await refused(states.send(new StopExecutionCommand({ executionArn: missing })), 'ExecutionDoesNotExist', 400);
    },
  },
  {
    service: 'states',
    expectation: 'an input beyond 256 KiB is refused, and so is one that is not JSON',
    source: 'https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html',
    labOnly: true,
    async run(bench, lab) {
      const stateMachineArn = machine(lab, bench.nowMs, bench.unique('machine'));
      const start = (input: string) => bench.clients.states.send(new StartExecutionCommand({ stateMachineArn, input }));
      await refused(start(JSON.stringify('x'.repeat(262_143))), 'ValidationException', 400);
      await refused(start('{'), 'InvalidExecutionInput', 400);
    },
  },
  {
    service: 'states',
    expectation: 'executions are listed newest first and by status; a missing one is ExecutionDoesNotExist',
    source: 'https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListExecutions.html',
    labOnly: true,
    async run(bench, lab) {
      const stateMachineArn = machine(lab, bench.nowMs, bench.unique('machine'));
      const { states } = bench.clients;
      await states.send(new StartExecutionCommand({ stateMachineArn, name: 'old' }));
      await states.send(new StartExecutionCommand({ stateMachineArn, name: 'new' }));
      const { executions } = await states.send(new ListExecutionsCommand({ stateMachineArn, statusFilter: 'RUNNING' }));
      assert.deepEqual(
        executions?.map(({ name }) => name),
        ['new', 'old'],
      );
      const executionArn = lab.cloud.states.executionArn(stateMachineArn, 'missing');
      await refused(states.send(new DescribeExecutionCommand({ executionArn })), 'ExecutionDoesNotExist', 400);
    },
  },
  {
    service: 'lambda',
    expectation:
      'a function that fails answers 200 with FunctionError and the error as payload; Event answers 202 without payload',
    source: INVOKE,
    labOnly: true,
    async run(bench, lab) {
      const before = lab.cloud.lambda.invoke;
      lab.cloud.lambda.invoke = async (arn, payload) =>
        arn.endsWith(':known:3') ? { payload: `{"errorMessage":${payload}}`, functionError: 'Unhandled' } : undefined;
      const call = { FunctionName: 'known', Qualifier: '3', Payload: '"boom"' };
      const failed = await bench.clients.lambda.send(new InvokeCommand(call));
      const text = Buffer.from(given(failed.Payload)).toString();
      assert.deepEqual([failed.StatusCode, failed.FunctionError, text], [200, 'Unhandled', '{"errorMessage":"boom"}']);
      const accepted = await bench.clients.lambda.send(new InvokeCommand({ ...call, InvocationType: 'Event' }));
      assert.equal(accepted.StatusCode, 202);
      const unknown = bench.clients.lambda.send(new InvokeCommand({ FunctionName: 'unknown' }));
      await refused(unknown, 'ResourceNotFoundException', 404);
      lab.cloud.lambda.invoke = before;
    },
  },
];
