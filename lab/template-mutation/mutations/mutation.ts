// One mutation of the template: its id, how it edits the template, and the facts by which an oracle finds a scenario
// that can kill it.

/** A parsed template, as the lab's cloud passes it to `edit`. */
export type EditableTemplate = Record<string, unknown>;

export const KINDS = [
  'event-target',
  'alarm-action',
  'schedule',
  'variable',
  'role-statement',
  'role-action',
  'trust-statement',
  'resource-statement',
  'subscription',
  'state-transition',
  'alarm-period',
  'alarm-threshold',
  'alarm-dimension',
  'alarm-missing-data',
  'alarm-rule',
] as const;

export type Kind = (typeof KINDS)[number];

export interface Mutation {
  /** Unique and stable: kind, resource and detail. Logical ids come without the hash that the CDK appends. */
  readonly id: string;
  readonly kind: Kind;
  /** Logical id of the resource that is changed. */
  readonly logicalId: string;
  /** State of the definition that is changed, for transitions only. */
  readonly state?: string;
  /** State to which the changed rule led, for choice rules only. */
  readonly ledTo?: string;
  /** Actions that the removed element allowed, for permissions only; may contain wildcards. */
  readonly actions?: readonly string[];
  /** Changes a parsed template in place. */
  edit(template: EditableTemplate): void;
}

export type Editable = { [key: string]: EditableValue };
export type EditableValue = string | number | boolean | null | undefined | EditableValue[] | Editable;

/** The value as an object that may be edited; an empty object if it is not one. */
export const editable = (value: unknown): Editable =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Editable) : {};

/** The value as a list that may be edited; a single value becomes a list of one. */
export const editableList = (value: unknown): EditableValue[] => {
  if (Array.isArray(value)) return value as EditableValue[];
  return value === undefined || value === null ? [] : [value as EditableValue];
};

export interface Resource {
  readonly logicalId: string;
  readonly properties: Editable;
}

/** The resources of a type, in the template's order. */
export const resourcesOf = (template: EditableTemplate, type: string): readonly Resource[] =>
  Object.entries(editable(template.Resources))
    .filter(([, resource]) => editable(resource).Type === type)
    .map(([logicalId, resource]) => ({ logicalId, properties: editable(editable(resource).Properties) }));

/** @throws when the template has no such resource */
export const propertiesOf = (template: EditableTemplate, logicalId: string): Editable => {
  const resource = editable(template.Resources)[logicalId];
  if (resource === undefined) throw new Error(`the template has no resource ${logicalId}`);
  return editable(editable(resource).Properties);
};

/** The logical id without the eight characters by which the CDK makes it unique. */
export const plainName = (logicalId: string): string => logicalId.replace(/[0-9A-F]{8}$/, '');
