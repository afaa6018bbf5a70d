// Step Functions on the wire: start, describe, stop, list, history.

import { randomUUID } from 'node:crypto';
import * as sdk from '@aws-sdk/client-sfn';
import { AwsError } from '../aws-error.ts';
import { need, operation } from '../operation.ts';
import { type Service, shapeOnlyClient } from '../service.ts';
import { JSON_SIGNATURES } from '../signature/signature-style.ts';
import { jsonWire } from '../wire/json-wire.ts';
import { sdkShapes } from '../wire/schema.ts';
import { historyPage } from './execution-history.ts';
import type { ExecutionDescription, StatesState } from './states-state.ts';

const LONGEST_INPUT_BYTES = 256 * 1024;

const listItem = (one: ExecutionDescription) => ({
  executionArn: one.executionArn,
  stateMachineArn: one.stateMachineArn,
  name: one.name,
  status: one.status,
  startDate: new Date(one.startMs),
  ...(one.stopMs === undefined ? {} : { stopDate: new Date(one.stopMs) }),
});

const checkedInput = (input = '{}'): string => {
  if (Buffer.byteLength(input) > LONGEST_INPUT_BYTES)
    throw new AwsError('ValidationException', 'input: Member must have length less than or equal to 262144');
  try {
    JSON.parse(input);
  } catch (error) {
    throw new AwsError('InvalidExecutionInput', `Invalid State Machine Execution Input: '${String(error)}'`);
  }
  return input;
};

const operationsOf = (state: StatesState) => ({
  StartExecution: operation(
    (input: sdk.StartExecutionInput) => [need('states:StartExecution', input.stateMachineArn ?? '')],
    async (input) => {
      const text = checkedInput(input.input);
      const started = await state.start(input.stateMachineArn ?? '', input.name ?? randomUUID(), text);
      return { executionArn: started.executionArn, startDate: new Date(started.startMs) };
    },
  ),
  DescribeExecution: operation(
    (input: sdk.DescribeExecutionInput) => [need('states:DescribeExecution', input.executionArn ?? '')],
    (input) => {
      const { input: text, output, error, cause, ...one } = state.describe(input.executionArn ?? '');
      const optional = { ...(output === undefined ? {} : { output }), ...(error === undefined ? {} : { error }) };
      return {
        ...listItem({ ...one, input: text }),
        input: text,
        ...optional,
        ...(cause === undefined ? {} : { cause }),
      };
    },
  ),
  StopExecution: operation(
    (input: sdk.StopExecutionInput) => [need('states:StopExecution', input.executionArn ?? '')],
    async (input, call) => {
      const one = state.describe(input.executionArn ?? '');
      const { error, cause } = input;
      const reason = { ...(error === undefined ? {} : { error }), ...(cause === undefined ? {} : { cause }) };
      if (one.status === 'RUNNING') await state.engine?.stop(one.executionArn, reason);
      return { stopDate: new Date(state.describe(one.executionArn).stopMs ?? call.nowMs) };
    },
  ),
  GetExecutionHistory: operation(
    (input: sdk.GetExecutionHistoryInput) => [need('states:GetExecutionHistory', input.executionArn ?? '')],
    (input) => {
      const one = state.describe(input.executionArn ?? '');
      return historyPage(one, state.engine?.history?.(one.executionArn) ?? [], input);
    },
  ),
  ListExecutions: operation(
    (input: sdk.ListExecutionsInput) => [need('states:ListExecutions', input.stateMachineArn ?? '')],
    (input) => {
      const machineArn = input.stateMachineArn ?? '';
      if (state.engine?.knows(machineArn) !== true)
        throw new AwsError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${machineArn}'`);
      // Of two that began within one millisecond the one started later is newer.
      const newestFirst = state.engine
        .list(machineArn)
        .toReversed()
        .sort((one, other) => other.startMs - one.startMs);
      const fitting = newestFirst.filter(
        ({ status }) => input.statusFilter === undefined || status === input.statusFilter,
      );
      return { executions: fitting.slice(0, input.maxResults || 100).map(listItem) };
    },
  ),
});

export const statesService = (state: StatesState): Service => {
  const operations = operationsOf(state);
  const shapes = sdkShapes(sdk, shapeOnlyClient(sdk.SFNClient), Object.keys(operations));
  return {
    name: 'states',
    scope: 'states',
    wire: jsonWire(shapes, 'states'),
    operations,
    deniedCode: 'AccessDeniedException',
    unknownKeyCode: 'UnrecognizedClientException',
    signatures: JSON_SIGNATURES,
  };
};
