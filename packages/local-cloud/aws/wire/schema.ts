// Operation schemas and protocol objects as the pinned SDK clients export them: the only knowledge of shapes that the
// wire has.

import { Readable } from 'node:stream';
import { NormalizedSchema } from '@smithy/core/schema';
import { HttpResponse } from '@smithy/core/transport';

/** Any schema reference of the SDK; opaque here. */
export type SchemaRef = Parameters<typeof NormalizedSchema.of>[0];
export type Schema = ReturnType<typeof NormalizedSchema.of>;

export interface OperationShape {
  readonly namespace: string;
  readonly name: string;
  /** [method, path with labels and fixed query, status], for protocols with HTTP bindings. */
  readonly http: readonly [string, string, number] | undefined;
  readonly input: SchemaRef;
  readonly output: SchemaRef;
}

export interface HttpMessage {
  headers: Record<string, string>;
  body?: string | Uint8Array | Readable;
}
interface BoundOperation {
  namespace: string;
  name: string;
  traits: object;
  input: SchemaRef;
  output: SchemaRef;
}

/** The part of the SDK's protocol objects that is used here. */
export interface SdkProtocol {
  getShapeId(): string;
  setSerdeContext(context: object): void;
  serializeRequest(operation: BoundOperation, value: object, context: object): Promise<HttpMessage>;
  deserializeResponse(
    operation: BoundOperation,
    context: object,
    response: HttpResponse,
  ): Promise<Record<string, unknown>>;
}

/** What is needed of an SDK client: its resolved configuration, protocol included. */
export interface SdkClient {
  readonly config: object;
}

export interface SdkShapes {
  readonly protocol: SdkProtocol;
  readonly context: object;
  readonly xmlNamespace: string;
  /** All of the service, so that a request for one that is not emulated is never taken for another. */
  readonly operations: ReadonlyMap<string, OperationShape>;
  readonly emulated: readonly string[];
}

const OPERATION_SCHEMA = 9;
const UNIT: SchemaRef = 'unit';

const isOperation = (value: unknown): value is [number, string, string, unknown, SchemaRef, SchemaRef] =>
  Array.isArray(value) && value[0] === OPERATION_SCHEMA;
const httpTrait = (traits: unknown): OperationShape['http'] =>
  typeof traits === 'object' && traits !== null && 'http' in traits
    ? (traits as { http: [string, string, number] }).http
    : undefined;

export const sdkShapes = (sdkPackage: object, client: SdkClient, emulated: readonly string[]): SdkShapes => {
  const config = client.config as { protocol: SdkProtocol; protocolSettings?: { xmlNamespace?: string } };
  const context = { ...config, endpoint: async () => ({ url: new URL('http://lab/') }) };
  config.protocol.setSerdeContext(context);
  const operations = new Map<string, OperationShape>();
  for (const value of Object.values(sdkPackage)) {
    if (!isOperation(value)) continue;
    const [, namespace, name, traits, input, output] = value;
    operations.set(name, { namespace, name, http: httpTrait(traits), input, output });
  }
  const unknown = emulated.filter((name) => !operations.has(name));
  if (unknown.length > 0) throw new Error(`The SDK client knows no operation ${unknown.join(', ')}`);
  return {
    protocol: config.protocol,
    context,
    xmlNamespace: config.protocolSettings?.xmlNamespace ?? '',
    operations,
    emulated,
  };
};

/** HTTP bindings are symmetric, so a request is parsed as if it were a response of the input's shape. */
export const parseAs = (
  shapes: SdkShapes,
  schema: SchemaRef,
  headers: Readonly<Record<string, string>>,
  body: Uint8Array,
): Promise<Record<string, unknown>> =>
  shapes.protocol.deserializeResponse(
    { namespace: '', name: 'Request', traits: {}, input: UNIT, output: schema },
    shapes.context,
    new HttpResponse({ statusCode: 200, headers: { ...headers }, body: Readable.from(body.length > 0 ? [body] : []) }),
  );

/** The same trick in reverse. An answer is written as if it were a request of the output's shape. */
export const writeAs = (shapes: SdkShapes, shape: OperationShape, output: object): Promise<HttpMessage> =>
  shapes.protocol.serializeRequest(
    {
      namespace: shape.namespace,
      name: shape.name,
      traits: { http: ['POST', '/', 200] },
      input: shape.output,
      output: UNIT,
    },
    output,
    shapes.context,
  );

export const membersOf = (schema: SchemaRef): [string, Schema][] => {
  const normal = NormalizedSchema.of(schema);
  return normal.isStructSchema() ? [...normal.structIterator()] : [];
};

const REQUIRED_COUNT = 6;

/** Struct schemas list their required members first and end with how many there are. */
export const requiredMembersOf = (schema: SchemaRef): [string, Schema][] => {
  const raw: unknown = NormalizedSchema.of(schema).getSchema();
  const count: unknown = Array.isArray(raw) ? raw[REQUIRED_COUNT] : 0;
  return membersOf(schema).slice(0, typeof count === 'number' ? count : 0);
};

/** The text of a label, query parameter or form field as a value of its schema. */
export const fromText = (schema: Schema, text: string): unknown => {
  if (schema.isNumericSchema()) return Number(text);
  if (schema.isBooleanSchema()) return text === 'true';
  if (schema.isTimestampSchema()) return new Date(text);
  return text;
};
