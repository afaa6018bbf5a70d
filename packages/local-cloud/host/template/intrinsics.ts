// CloudFormation's intrinsic functions and conditions, resolved against a table of names. Knows no resource type.
// Source: "Intrinsic function reference" of the CloudFormation template reference.

import { isObject, type Json, type JsonObject, listOf, textOf } from '../../base/json.ts';

/** What the functions resolve: Ref, GetAtt and the stack's Conditions section. */
export interface Lookup {
  ref(name: string): Json;
  attribute(logicalId: string, attribute: string): Json;
  condition(name: string): Json | undefined;
}

const NO_VALUE = Symbol('AWS::NoValue');
type Resolved = Json | typeof NO_VALUE;

const present = (value: Resolved): value is Json => value !== NO_VALUE;

const substitute = (template: string, extra: JsonObject, lookup: Lookup, resolve: (value: Json) => Json): string =>
  template.replace(/\$\{(!?)([^}]+)\}/g, (_whole, literal: string, name: string) => {
    if (literal) return `\${${name}}`;
    const own = extra[name];
    if (own !== undefined) return String(resolve(own));
    const [logicalId = '', ...attribute] = name.split('.');
    return String(attribute.length > 0 ? lookup.attribute(logicalId, attribute.join('.')) : lookup.ref(name));
  });

const truth = (value: Json, lookup: Lookup): boolean => {
  if (typeof value === 'boolean') return value;
  if (!isObject(value)) throw new Error(`not a condition: ${JSON.stringify(value)}`);
  const [key = '', operand = null] = Object.entries(value)[0] ?? [];
  const operands = listOf(operand ?? null);
  if (key === 'Fn::Equals') {
    const [left, right] = operands.map((side) => JSON.stringify(resolveValue(side, lookup)));
    return left === right;
  }
  if (key === 'Fn::And') return operands.every((one) => truth(one, lookup));
  if (key === 'Fn::Or') return operands.some((one) => truth(one, lookup));
  if (key === 'Fn::Not') return !truth(operands[0] ?? false, lookup);
  if (key === 'Condition') return conditionHolds(textOf(operand, 'Condition'), lookup);
  throw new Error(`condition function ${key} is not known to the lab`);
};

/** Whether a named condition of the template holds. */
export const conditionHolds = (name: string, lookup: Lookup): boolean => {
  const declared = lookup.condition(name);
  if (declared === undefined) throw new Error(`the template has no condition ${name}`);
  return truth(declared, lookup);
};

const apply = (key: string, operand: Json, lookup: Lookup): Resolved | undefined => {
  const resolve = (value: Json): Json => resolveValue(value, lookup);
  const parts = listOf(operand);
  switch (key) {
    case 'Ref':
      return operand === 'AWS::NoValue' ? NO_VALUE : lookup.ref(textOf(operand, 'Ref'));
    case 'Fn::GetAtt': {
      const [logicalId = '', ...attribute] = typeof operand === 'string' ? operand.split('.') : parts.map(String);
      return lookup.attribute(logicalId, attribute.join('.'));
    }
    case 'Fn::Join':
      return listOf(resolve(parts[1] ?? []))
        .map(String)
        .join(String(parts[0]));
    case 'Fn::Sub':
      return typeof operand === 'string'
        ? substitute(operand, {}, lookup, resolve)
        : substitute(textOf(parts[0], 'Fn::Sub'), isObject(parts[1]) ? parts[1] : {}, lookup, resolve);
    case 'Fn::Select': {
      const chosen = listOf(resolve(parts[1] ?? []))[Number(resolve(parts[0] ?? 0))];
      if (chosen === undefined) throw new Error(`Fn::Select finds nothing: ${JSON.stringify(operand)}`);
      return chosen;
    }
    case 'Fn::Split':
      return textOf(resolve(parts[1] ?? null), 'Fn::Split').split(String(parts[0]));
    case 'Fn::If':
      return resolveOrNothing((conditionHolds(String(parts[0]), lookup) ? parts[1] : parts[2]) ?? null, lookup);
    case 'Fn::Base64':
      return Buffer.from(String(resolve(operand))).toString('base64');
    default:
      if (key.startsWith('Fn::')) throw new Error(`intrinsic function ${key} is not known to the lab`);
      return undefined;
  }
};

const resolveOrNothing = (value: Json, lookup: Lookup): Resolved => {
  if (typeof value === 'string' && value.includes('{{resolve:'))
    throw new Error(`dynamic reference ${value} is not known to the lab`);
  if (Array.isArray(value)) return (value as Json[]).map((one) => resolveOrNothing(one, lookup)).filter(present);
  if (!isObject(value)) return value;
  const entries = Object.entries(value);
  const [key, operand] = entries[0] ?? [];
  if (entries.length === 1 && key !== undefined && operand !== undefined) {
    const applied = apply(key, operand, lookup);
    if (applied !== undefined) return applied;
  }
  const resolved: Record<string, Json> = {};
  for (const [name, inner] of entries) {
    const one = resolveOrNothing(inner ?? null, lookup);
    if (present(one)) resolved[name] = one;
  }
  return resolved;
};

/** The value with every intrinsic function replaced by its result. */
export const resolveValue = (value: Json, lookup: Lookup): Json => {
  const resolved = resolveOrNothing(value, lookup);
  return present(resolved) ? resolved : null;
};
