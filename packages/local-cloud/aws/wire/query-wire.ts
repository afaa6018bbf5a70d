// awsQuery (SNS) and its older form ec2Query: a form in, XML out. ec2Query writes names with a capital, numbers the
// members of every list at once, and has no result element. Source: https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html

import { randomUUID } from 'node:crypto';
import { XmlShapeSerializer } from '@aws-sdk/core/protocols';
import { NormalizedSchema } from '@smithy/core/schema';
import { AwsError } from '../aws-error.ts';
import { fromText, type Schema, type SchemaRef, type SdkShapes } from './schema.ts';
import { errorResponseXml, escapeXml, readAll, type Wire } from './wire.ts';

type Dialect = 'query' | 'ec2';

const traitOf = (schema: Schema, name: string): string | undefined =>
  (schema.getMergedTraits() as Record<string, unknown>)[name] as string | undefined;
const xmlName = (schema: Schema): string | undefined => traitOf(schema, 'xmlName');
const isNested = (schema: Schema): boolean => schema.isStructSchema() || schema.isListSchema() || schema.isMapSchema();
const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

const formReader = (form: URLSearchParams, dialect: Dialect) => {
  const isFlat = (schema: Schema): boolean => dialect === 'ec2' || schema.getMergedTraits().xmlFlattened !== undefined;
  const keyOf = (name: string, member: Schema): string =>
    dialect === 'ec2'
      ? (traitOf(member, 'ec2QueryName') ?? capital(xmlName(member) ?? name))
      : (xmlName(member) ?? name);

  const readStruct = (schema: Schema, prefix: string): object | undefined => {
    const found: Record<string, unknown> = {};
    for (const [name, member] of schema.structIterator()) {
      const key = prefix + keyOf(name, member);
      const value = readValue(member, isNested(member) ? `${key}.` : key);
      if (value !== undefined) found[name] = value;
    }
    return prefix === '' || Object.keys(found).length > 0 ? found : undefined;
  };

  const readList = (schema: Schema, prefix: string): unknown[] | undefined => {
    const found: unknown[] = [];
    const member = schema.getValueSchema();
    const stem = isFlat(schema) ? prefix : `${prefix}${xmlName(member) ?? 'member'}.`;
    for (let index = 1; ; index += 1) {
      const value = readValue(member, isNested(member) ? `${stem}${index}.` : `${stem}${index}`);
      if (value === undefined) return found.length > 0 ? found : undefined;
      found.push(value);
    }
  };

  const readMap = (schema: Schema, prefix: string): object | undefined => {
    const found: Record<string, unknown> = {};
    const keyName = xmlName(schema.getKeySchema()) ?? 'key';
    const valueSchema = schema.getValueSchema();
    const valueName = xmlName(valueSchema) ?? 'value';
    for (let index = 1; ; index += 1) {
      const stem = isFlat(schema) ? `${prefix}${index}.` : `${prefix}entry.${index}.`;
      const key = form.get(stem + keyName);
      if (key === null) return Object.keys(found).length > 0 ? found : undefined;
      found[key] = readValue(valueSchema, isNested(valueSchema) ? `${stem}${valueName}.` : stem + valueName);
    }
  };

  const readValue = (schema: Schema, prefix: string): unknown => {
    if (schema.isStructSchema()) return readStruct(schema, prefix);
    if (schema.isListSchema()) return readList(schema, prefix);
    if (schema.isMapSchema()) return readMap(schema, prefix);
    const text = form.get(prefix);
    if (text === null) return undefined;
    return schema.isBlobSchema() ? Buffer.from(text, 'base64') : fromText(schema, text);
  };
  return readStruct;
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

/** EC2's own form of an error. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html */
const ec2ErrorXml = (error: AwsError, requestId: string): string =>
  `<?xml version="1.0"?><Response><Errors><Error><Code>${error.code}</Code><Message>${escapeXml(error.message)}</Message></Error></Errors>` +
  `<RequestID>${requestId}</RequestID></Response>`;

export const queryWire = (shapes: SdkShapes, service: string, dialect: Dialect = 'query'): Wire => ({
  async read(request) {
    const form = new URLSearchParams(Buffer.from(await readAll(request.body)).toString('utf8'));
    const operation = form.get('Action') ?? '';
    const shape = shapes.operations.get(operation);
    if (shape === undefined)
      throw new AwsError(
        'InvalidAction',
        `${service} ${operation} is not emulated; see packages/local-cloud/aws/${service}`,
      );
    const input = formReader(form, dialect)(NormalizedSchema.of(shape.input), '') ?? {};
    return { operation, input: input as Record<string, unknown>, body: undefined };
  },

  async write(operation, output) {
    const shape = shapes.operations.get(operation);
    if (shape === undefined) throw new Error(`no shape for ${operation}`);
    const inner = NormalizedSchema.of(shape.output).isStructSchema()
      ? innerXml(shapes, shape.namespace, shape.output, output ?? {})
      : undefined;
    const requestId = randomUUID();
    const content =
      dialect === 'ec2'
        ? `<requestId>${requestId}</requestId>${inner ?? ''}`
        : `${inner === undefined ? '' : `<${operation}Result>${inner}</${operation}Result>`}<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata>`;
    const body = `<${operation}Response xmlns="${shapes.xmlNamespace}">${content}</${operation}Response>`;
    return { status: 200, headers: { 'content-type': 'text/xml' }, body };
  },

  writeError: (error, requestId) => ({
    status: error.status,
    headers: { 'content-type': 'text/xml' },
    body: dialect === 'ec2' ? ec2ErrorXml(error, requestId) : errorResponseXml(error, requestId, shapes.xmlNamespace),
  }),
});
