// awsJson 1.0 and 1.1 (SSM, Secrets Manager, Step Functions, CloudWatch): the operation is named in a header, the rest
// is JSON.
import { AwsError } from '../aws-error.ts';
import { parseAs, type SdkShapes, writeAs } from './schema.ts';
import { readAll, type Wire } from './wire.ts';

export const jsonWire = (shapes: SdkShapes, service: string): Wire => ({
  async read(request) {
    const target = request.headers['x-amz-target'] ?? '';
    const operation = target.split('.').pop() ?? '';
    const shape = shapes.operations.get(operation);
    const bytes = await readAll(request.body);
    if (shape === undefined)
      throw new AwsError(
        'UnknownOperationException',
        `${service} ${target} is not emulated; see packages/local-cloud/aws/${service}`,
      );
    const { $metadata, ...input } = await parseAs(shapes, shape.input, {}, bytes);
    return { operation, input, body: undefined };
  },

  async write(operation, output) {
    const shape = shapes.operations.get(operation);
    if (shape === undefined) throw new Error(`no shape for ${operation}`);
    const message = await writeAs(shapes, shape, output ?? {});
    const contentType = message.headers['content-type'] ?? 'application/x-amz-json-1.1';
    return { status: 200, headers: { 'content-type': contentType }, body: message.body ?? '{}' };
  },

  writeError: (error) => ({
    status: error.status,
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amzn-errortype': error.code,
      'x-amzn-query-error': `${error.code};${error.status >= 500 ? 'Receiver' : 'Sender'}`,
    },
    body: JSON.stringify({ __type: error.code, message: error.message, ...error.details }),
  }),
});
