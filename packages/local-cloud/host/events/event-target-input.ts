// What a rule's target is given of an event: all of it, a part, a constant, or a text made from parts.
// Source: "Input transformation" in the EventBridge user guide.

import { isObject, type Json, type JsonObject, objectOf, optionalText } from '../../base/json.ts';

const atPath = (event: JsonObject, path: string): Json | undefined => {
  let value: Json | undefined = event;
  for (const step of path
    .replace(/^\$\.?/, '')
    .split(/\.|\[(\d+)\]\.?/)
    .filter(Boolean)) {
    if (Array.isArray(value)) value = (value as Json[])[Number(step)];
    else value = isObject(value) ? value[step] : undefined;
  }
  return value;
};

const inText = (value: Json | undefined): string => {
  if (value === undefined) return '';
  return typeof value === 'string' ? JSON.stringify(value).slice(1, -1) : JSON.stringify(value);
};

const transformed = (template: string, values: Readonly<Record<string, Json | undefined>>): string => {
  let quoted = false;
  return template.replaceAll(/\\.|"|<([^<>"\s]+)>/g, (whole, name: string | undefined) => {
    if (whole === '"') quoted = !quoted;
    if (name === undefined || !(name in values)) return whole;
    const value = values[name];
    // Outside quotes a value stands as JSON; inside, as bare text.
    return quoted ? inText(value) : JSON.stringify(value ?? '');
  });
};

/** JSON text (or plain text, where a transformer makes that) for the target. */
export const targetInput = (
  target: JsonObject,
  event: JsonObject,
  rule: { readonly ruleArn: string; readonly ruleName: string },
): string => {
  const constant = optionalText(target.Input);
  if (constant !== undefined) return constant;
  const path = optionalText(target.InputPath);
  if (path !== undefined) return JSON.stringify(atPath(event, path) ?? null);
  if (!isObject(target.InputTransformer)) return JSON.stringify(event);
  const { InputPathsMap, InputTemplate } = target.InputTransformer;
  const paths = Object.entries(objectOf(InputPathsMap)).map(
    ([name, one]) => [name, atPath(event, String(one))] as const,
  );
  return transformed(optionalText(InputTemplate) ?? '', {
    'aws.events.rule-arn': rule.ruleArn,
    'aws.events.rule-name': rule.ruleName,
    'aws.events.event.ingestion-time': event.time,
    'aws.events.event': event,
    'aws.events.event.json': event,
    ...Object.fromEntries(paths),
  });
};
