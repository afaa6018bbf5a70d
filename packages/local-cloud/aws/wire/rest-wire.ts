// restXml (S3, Route 53) and restJson (Lambda): labels, query, headers and body carry the input.
import { AwsError } from '../aws-error.ts';
import { requestBody } from './request-body.ts';
import { type RouteMatch, router } from './routes.ts';
import { fromText, membersOf, type OperationShape, parseAs, type SdkShapes, writeAs } from './schema.ts';
import { errorResponseXml, escapeXml, readAll, type Wire, type WireRequest } from './wire.ts';

export interface RestStyle {
  readonly service: string;
  readonly errors: 's3' | 'xml' | 'json';
}

const hasBlobPayload = (shape: OperationShape): boolean =>
  membersOf(shape.input).some(
    ([, member]) => member.getMergedTraits().httpPayload !== undefined && member.isBlobSchema(),
  );

const hasBody = (shape: OperationShape): boolean =>
  membersOf(shape.input).some(([, member]) => {
    const traits = member.getMergedTraits();
    return ![traits.httpLabel, traits.httpQuery, traits.httpHeader, traits.httpPrefixHeaders].some(
      (trait) => trait !== undefined,
    );
  });

/** Path-style addressing: the bucket is the first path segment and no label of the schemas. */
const splitBucket = (path: string): { bucket: string | undefined; path: string } => {
  const [, bucket = '', ...rest] = path.split('/');
  return { bucket: bucket === '' ? undefined : decodeURIComponent(bucket), path: `/${rest.join('/')}` };
};

const fromQuery = (shape: OperationShape, query: URLSearchParams): Record<string, unknown> => {
  const found: Record<string, unknown> = {};
  for (const [name, member] of membersOf(shape.input)) {
    const key = member.getMergedTraits().httpQuery;
    if (typeof key !== 'string' || !query.has(key)) continue;
    found[name] = member.isListSchema() ? query.getAll(key) : fromText(member, query.get(key) ?? '');
  }
  return found;
};

const readInput = async (shapes: SdkShapes, request: WireRequest, match: RouteMatch) => {
  const { shape } = match;
  const blob = hasBlobPayload(shape);
  const body = blob ? await requestBody(request) : undefined;
  const bytes = blob ? Buffer.alloc(0) : await readAll(request.body);
  const read = await parseAs(shapes, shape.input, request.headers, hasBody(shape) ? bytes : Buffer.alloc(0));
  const { $metadata, Body, Payload, ...fromMessage } = read;
  return { input: { ...fromMessage, ...match.labels, ...fromQuery(shape, request.url.searchParams) }, body };
};

export const restWire = (shapes: SdkShapes, style: RestStyle): Wire => {
  const route = router(shapes);
  const isS3 = style.errors === 's3';
  return {
    async read(request) {
      const { bucket, path } = isS3
        ? splitBucket(request.url.pathname)
        : { bucket: undefined, path: request.url.pathname };
      const admits = (shape: OperationShape) => !isS3 || (bucket === undefined) === (shape.name === 'ListBuckets');
      const match = route(request.method, path, request.url.searchParams, admits);
      if (match === undefined) {
        const line = `${request.method} ${request.url.pathname}${request.url.search}`;
        throw new AwsError(
          'NotImplemented',
          `${style.service} ${line} is not emulated; see packages/local-cloud/aws/${style.service}`,
          501,
        );
      }
      const { input, body } = await readInput(shapes, request, match);
      return { operation: match.shape.name, input: bucket === undefined ? input : { ...input, Bucket: bucket }, body };
    },

    async write(operation, output) {
      const shape = shapes.operations.get(operation);
      if (shape === undefined) throw new Error(`no shape for ${operation}`);
      const message = await writeAs(shapes, shape, output ?? {});
      return { status: shape.http?.[2] ?? 200, headers: message.headers, body: message.body };
    },

    writeError(error, requestId) {
      const { status } = error;
      if (style.errors === 'json')
        return {
          status,
          headers: { 'content-type': 'application/json', 'x-amzn-errortype': error.code },
          body: JSON.stringify({ Type: 'User', Message: error.message, message: error.message, ...error.details }),
        };
      const xml = { 'content-type': 'application/xml' };
      if (!isS3) return { status, headers: xml, body: errorResponseXml(error, requestId, shapes.xmlNamespace) };
      const details = Object.entries(error.details).map(([name, value]) => `<${name}>${escapeXml(value)}</${name}>`);
      const inner = `<Code>${error.code}</Code><Message>${escapeXml(error.message)}</Message>${details.join('')}`;
      return {
        status,
        headers: xml,
        body: `<?xml version="1.0"?><Error>${inner}<RequestId>${requestId}</RequestId></Error>`,
      };
    },
  };
};
