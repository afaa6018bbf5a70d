// Whether an event fits a rule's pattern. Source: "Comparison operators" in the EventBridge user guide. What is not
// built here is refused when the rule is read, never ignored.

import { isObject, type Json, type JsonObject, listOf, optionalText } from '../../base/json.ts';

type Test = (value: Json | undefined) => boolean;

const same = (left: Json | undefined, right: Json): boolean => left === right;

const wildcard = (pattern: string): RegExp =>
  new RegExp(`^${pattern.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`, 's');

const textTest = (operator: string, operand: Json): Test => {
  const wanted = optionalText(operand);
  if (wanted === undefined)
    throw new Error(`event pattern: ${operator} of ${JSON.stringify(operand)} is not built here`);
  const tests: Readonly<Record<string, (text: string) => boolean>> = {
    prefix: (text) => text.startsWith(wanted),
    suffix: (text) => text.endsWith(wanted),
    wildcard: (text) => wildcard(wanted).test(text),
    'equals-ignore-case': (text) => text.toLowerCase() === wanted.toLowerCase(),
  };
  const test = tests[operator];
  if (test === undefined) throw new Error(`event pattern: ${operator} is not built here`);
  return (value) => typeof value === 'string' && test(value);
};

const operatorTest = (operator: string, operand: Json): Test => {
  if (operator === 'exists') return (value) => (value !== undefined) === operand;
  if (operator === 'anything-but') {
    const refused: Test[] = isObject(operand)
      ? Object.entries(operand).map(([inner, of]) => textTest(inner, of ?? null))
      : listOf(operand).map((one) => (value: Json | undefined) => same(value, one));
    return (value) => value !== undefined && !refused.some((test) => test(value));
  }
  return textTest(operator, operand);
};

const leafTest = (alternatives: readonly Json[]): Test => {
  const tests = alternatives.map((one): Test => {
    if (!isObject(one)) return (value) => same(value, one);
    const all = Object.entries(one).map(([operator, operand]) => operatorTest(operator, operand ?? null));
    return (value) => all.every((test) => test(value));
  });
  // A list in the event fits when any of its elements does.
  return (value) =>
    Array.isArray(value)
      ? (value as Json[]).some((element) => tests.some((test) => test(element)))
      : tests.some((test) => test(value));
};

const objectTest = (pattern: JsonObject): Test => {
  const tests = Object.entries(pattern).map(([name, wanted]): Test => {
    if (name === '$or') {
      const branches = listOf(wanted).filter(isObject).map(objectTest);
      return (event) => branches.some((test) => test(event));
    }
    if (isObject(wanted)) {
      const inner = objectTest(wanted);
      return (event) => inner(isObject(event) ? event[name] : undefined);
    }
    if (!Array.isArray(wanted)) throw new Error(`event pattern: ${name} must be a list or an object`);
    const leaf = leafTest(wanted as Json[]);
    return (event) => leaf(isObject(event) ? event[name] : undefined);
  });
  return (event) => tests.every((test) => test(event));
};

/** Reads a pattern; throws on operators that are not built here. */
export const eventPattern = (pattern: JsonObject): ((event: JsonObject) => boolean) => objectTest(pattern);
