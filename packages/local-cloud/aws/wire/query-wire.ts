// awsQuery (SNS): a form in, XML out.

import { randomUUID } from 'node:crypto';
import { XmlShapeSerializer } from '@aws-sdk/core/protocols';
import { NormalizedSchema } from '@smithy/core/schema';
import { AwsError } from '../aws-error.ts';
import { fromText, type Schema, type SchemaRef, type SdkShapes } from './schema.ts';
import { errorResponseXml, readAll, type Wire } from './wire.ts';

const xmlName = (schema: Schema): string | undefined => schema.getMergedTraits().xmlName as string | undefined;
const isFlat = (schema: Schema): boolean => schema.getMergedTraits().xmlFlattened !== undefined;
const isNested = (schema: Schema): boolean => schema.isStructSchema() || schema.isListSchema() || schema.isMapSchema();

const readStruct = (schema: Schema, form: URLSearchParams, prefix: string): object | undefined => {
  const found: Record<string, unknown> = {};
  for (const [name, member] of schema.structIterator()) {
    const key = prefix + (xmlName(member) ?? name);
    const value = readValue(member, form, isNested(member) ? `${key}.` : key);
    if (value !== undefined) found[name] = value;
  }
  return prefix === '' || Object.keys(found).length > 0 ? found : undefined;
};

const readList = (schema: Schema, form: URLSearchParams, prefix: string): unknown[] | undefined => {
  const found: unknown[] = [];
  const member = schema.getValueSchema();
  const stem = isFlat(schema) ? prefix : `${prefix}${xmlName(member) ?? 'member'}.`;
  for (let index = 1; ; index += 1) {
    const value = readValue(member, form, isNested(member) ? `${stem}${index}.` : `${stem}${index}`);
    if (value === undefined) return found.length > 0 ? found : undefined;
    found.push(value);
  }
};

const readMap = (schema: Schema, form: URLSearchParams, prefix: string): object | undefined => {
  const found: Record<string, unknown> = {};
  const keyName = xmlName(schema.getKeySchema()) ?? 'key';
  const valueSchema = schema.getValueSchema();
  const valueName = xmlName(valueSchema) ?? 'value';
  for (let index = 1; ; index += 1) {
    const stem = isFlat(schema) ? `${prefix}${index}.` : `${prefix}entry.${index}.`;
    const key = form.get(stem + keyName);
    if (key === null) return Object.keys(found).length > 0 ? found : undefined;
    found[key] = readValue(valueSchema, form, isNested(valueSchema) ? `${stem}${valueName}.` : stem + valueName);
  }
};

const readValue = (schema: Schema, form: URLSearchParams, prefix: string): unknown => {
  if (schema.isStructSchema()) return readStruct(schema, form, prefix);
  if (schema.isListSchema()) return readList(schema, form, prefix);
  if (schema.isMapSchema()) return readMap(schema, form, prefix);
  const text = form.get(prefix);
  if (text === null) return undefined;
  return schema.isBlobSchema() ? Buffer.from(text, 'base64') : fromText(schema, text);
};

const innerXml = (shapes: SdkShapes, namespace: string, schema: SchemaRef, value: object): string => {
  const serializer = new XmlShapeSerializer({
    timestampFormat: { useTrait: true, default: 5 },
    httpBindings: false,
    xmlNamespace: undefined,
    serviceNamespace: namespace,
  } as never);
  serializer.setSerdeContext(shapes.context as never);
  serializer.write(schema as never, value);
  return String(serializer.flush())
    .replace(/^<[^>]*\/>$/, '')
    .replace(/^<[^>]+>/, '')
    .replace(/<\/[^>]+>$/, '');
};

export const queryWire = (shapes: SdkShapes, service: string): Wire => ({
  async read(request) {
    const form = new URLSearchParams(Buffer.from(await readAll(request.body)).toString('utf8'));
    const operation = form.get('Action') ?? '';
    const shape = shapes.operations.get(operation);
    if (shape === undefined)
      throw new AwsError(
        'InvalidAction',
        `${service} ${operation} is not emulated; see packages/local-cloud/aws/${service}`,
      );
    const input = readStruct(NormalizedSchema.of(shape.input), form, '') ?? {};
    return { operation, input: input as Record<string, unknown>, body: undefined };
  },

  async write(operation, output) {
    const shape = shapes.operations.get(operation);
    if (shape === undefined) throw new Error(`no shape for ${operation}`);
    const result = NormalizedSchema.of(shape.output).isStructSchema()
      ? `<${operation}Result>${innerXml(shapes, shape.namespace, shape.output, output ?? {})}</${operation}Result>`
      : '';
    const metadata = `<ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata>`;
    const body = `<${operation}Response xmlns="${shapes.xmlNamespace}">${result}${metadata}</${operation}Response>`;
    return { status: 200, headers: { 'content-type': 'text/xml' }, body };
  },

  writeError: (error, requestId) => ({
    status: error.status,
    headers: { 'content-type': 'text/xml' },
    body: errorResponseXml(error, requestId, shapes.xmlNamespace),
  }),
});
