// The stack's functions, tied to the emulated AWS: access keys, embedded metrics, Lambda's own metrics, and Invoke over
// the wire.

import type { Cloud } from '../aws/cloud.ts';
import type { FunctionDefinition } from './functions/function-definition.ts';
import { type FunctionHost, functionHost } from './functions/function-host.ts';
import type { EmbeddedMetric } from './functions/function-logs.ts';
import type { LocalCloudOptions } from './local-cloud-api.ts';

interface FunctionParts {
  readonly cloud: Cloud;
  readonly definitions: readonly FunctionDefinition[];
  readonly options: LocalCloudOptions;
  readonly region: string;
}

const putEmbedded = (cloud: Cloud, metric: EmbeddedMetric): void => {
  const { namespace, name, dimensions, values, atMs, storageResolutionSeconds } = metric;
  const resolution = storageResolutionSeconds === 1 ? 1 : 60;
  for (const value of values)
    cloud.cloudwatch.putMetric({
      namespace,
      metricName: name,
      dimensions,
      value,
      atMs,
      storageResolutionSeconds: resolution,
    });
};

export const stackFunctions = ({ cloud, definitions, options, region }: FunctionParts): FunctionHost => {
  // Source: "Types of metrics for Lambda functions" of the Lambda developer guide.
  const lambdaMetric = (metricName: string, functionName: string, value: number): void =>
    cloud.cloudwatch.putMetric({
      namespace: 'AWS/Lambda',
      metricName,
      dimensions: { FunctionName: functionName },
      value,
    });
  const functions = functionHost({
    engine: options.engine,
    region,
    functions: definitions,
    awsUrl: cloud.url,
    registerPrincipal: (keys, functionName) => cloud.registerPrincipal(keys, functionName),
    ...(options.extraEnvironment === undefined ? {} : { extraEnvironment: options.extraEnvironment }),
    ...(options.onLine === undefined ? {} : { onLine: options.onLine }),
    onMetric: (metric) => putEmbedded(cloud, metric),
    onInvocation: ({ functionName, startedMs, endedMs, fault }) => {
      lambdaMetric('Invocations', functionName, 1);
      lambdaMetric('Errors', functionName, fault === undefined ? 0 : 1);
      lambdaMetric('Duration', functionName, endedMs - startedMs);
    },
  });
  cloud.lambda.invoke = async (named, payload, given) => {
    const result = await functions.invoke(named, payload, given);
    if (result === undefined) return undefined;
    const { executedVersion, fault } = result;
    return {
      payload: result.payload,
      executedVersion,
      ...(fault === undefined ? {} : { functionError: 'Unhandled' as const }),
    };
  };

  return functions;
};
