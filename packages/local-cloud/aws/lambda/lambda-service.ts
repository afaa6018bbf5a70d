// Lambda's Invoke on the wire.
import * as sdk from '@aws-sdk/client-lambda';
import { AwsError } from '../aws-error.ts';
import { need, operation } from '../operation.ts';
import { type Service, shapeOnlyClient } from '../service.ts';
import { JSON_SIGNATURES } from '../signature/signature-style.ts';
import { restWire } from '../wire/rest-wire.ts';
import { sdkShapes } from '../wire/schema.ts';
import { readAll } from '../wire/wire.ts';
import type { LambdaState } from './lambda-state.ts';

const operationsOf = (state: LambdaState) => ({
  Invoke: operation(
    (input: Omit<sdk.InvocationRequest, 'Payload'>) => [
      need('lambda:InvokeFunction', state.functionArn(input.FunctionName ?? '', input.Qualifier)),
    ],
    async (input, call) => {
      const arn = state.functionArn(input.FunctionName ?? '', input.Qualifier);
      const invocationType = input.InvocationType === 'Event' ? 'Event' : 'RequestResponse';
      const text = call.body === undefined ? '' : Buffer.from(await readAll(call.body.stream)).toString('utf8');
      const outcome = await state.invoke?.(arn, text === '' ? '{}' : text, { invocationType });
      if (outcome === undefined) throw new AwsError('ResourceNotFoundException', `Function not found: ${arn}`, 404);
      if (invocationType === 'Event') {
        call.reply.status = 202;
        return {};
      }
      return {
        StatusCode: 200,
        Payload: Buffer.from(outcome.payload),
        ExecutedVersion: outcome.executedVersion ?? input.Qualifier ?? '$LATEST',
        ...(outcome.functionError === undefined ? {} : { FunctionError: outcome.functionError }),
      };
    },
  ),
});

export const lambdaService = (state: LambdaState): Service => {
  const operations = operationsOf(state);
  const shapes = sdkShapes(sdk, shapeOnlyClient(sdk.LambdaClient), Object.keys(operations));
  return {
    name: 'lambda',
    scope: 'lambda',
    wire: restWire(shapes, { service: 'lambda', errors: 'json' }),
    operations,
    deniedCode: 'AccessDeniedException',
    unknownKeyCode: 'UnrecognizedClientException',
    signatures: JSON_SIGNATURES,
  };
};
