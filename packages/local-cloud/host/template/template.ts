// Reads a synthesized stack the way CloudFormation would: names, ARNs, references and assets. Everything the lab knows
// about the wiring of the product comes through here.

import { readFileSync } from 'node:fs';
import { join, resolve as resolvePath } from 'node:path';
import { isObject, type Json, type JsonObject, objectOf, optionalText, textOf } from '../../base/json.ts';
import { conditionHolds, type Lookup, resolveValue } from './intrinsics.ts';
import {
  arnOf,
  attributeOf,
  defaultNameOf,
  type Facts,
  namePropertyOf,
  type Place,
  refOf,
  unknownTypes,
} from './resource-names.ts';

/** One resource of the stack with everything resolved. */
export interface TemplateResource {
  readonly logicalId: string;
  readonly type: string;
  /** The physical name: the name property where given, else stack and logical id (lower case for buckets). */
  readonly name: string;
  /** What Ref gives. */
  readonly ref: string;
  /** The ARN; reading it throws for types without one. */
  readonly arn: string;
  /** The properties with all intrinsic functions resolved. */
  readonly properties: JsonObject;
}

/** What is declared side by side in one account and region, by one stack or several. */
export interface Declared extends Place {
  byType(type: string): readonly TemplateResource[];
  /** The directory that a function's code was staged in; throws for code that is no staged directory. */
  codeDirectory(lambda: TemplateResource): string;
}

/** A stack as the lab sees it. */
export interface Template extends Declared {
  readonly stackName: string;
  readonly raw: JsonObject;
  resource(logicalId: string): TemplateResource;
  readonly outputs: Readonly<Record<string, Json>>;
}

export interface TemplateOptions extends Place {
  /** The cloud assembly's directory, as `cdk synth` or an app's own run leaves it. */
  readonly assemblyDirectory: string;
  readonly stackName: string;
  /** Changes the parsed template before anything reads it: takes one wire out, to see a scenario turn red. */
  readonly edit?: (template: Record<string, unknown>) => void;
}

const readJson = (file: string): JsonObject => objectOf(JSON.parse(readFileSync(file, 'utf8')));

const resourcesOf = (raw: JsonObject): Readonly<Record<string, JsonObject>> =>
  Object.fromEntries(
    Object.entries(objectOf(raw.Resources)).map(([logicalId, resource]) => [logicalId, objectOf(resource)]),
  );

const versionNumbers = (resources: Readonly<Record<string, JsonObject>>): ReadonlyMap<string, number> => {
  const published = new Map<string, number>();
  const numbers = new Map<string, number>();
  for (const [logicalId, resource] of Object.entries(resources)) {
    if (resource.Type !== 'AWS::Lambda::Version') continue;
    const lambda = JSON.stringify(objectOf(resource.Properties).FunctionName ?? null);
    const number = (published.get(lambda) ?? 0) + 1;
    published.set(lambda, number);
    numbers.set(logicalId, number);
  }
  return numbers;
};

/** Loads a stack from a cloud assembly. Throws naming every resource type the lab does not know. */
export const loadTemplate = (options: TemplateOptions): Template => {
  const { assemblyDirectory, stackName, region, accountId } = options;
  const editable = JSON.parse(readFileSync(join(assemblyDirectory, `${stackName}.template.json`), 'utf8')) as Record<
    string,
    unknown
  >;
  options.edit?.(editable);
  const raw = editable as JsonObject;
  const resources = resourcesOf(raw);
  const unknown = unknownTypes(resources);
  if (unknown.length > 0)
    throw new Error(`the lab has no rule for these resources: ${unknown.join(', ')}; add it to resource-names.ts`);
  const versions = versionNumbers(resources);

  const pseudo: Readonly<Record<string, string>> = {
    'AWS::Partition': 'aws',
    'AWS::Region': region,
    'AWS::AccountId': accountId,
    'AWS::URLSuffix': 'amazonaws.com',
    'AWS::StackName': stackName,
    'AWS::StackId': `arn:aws:cloudformation:${region}:${accountId}:stack/${stackName}/lab`,
  };

  const typeOf = (logicalId: string): string => {
    const resource = resources[logicalId];
    if (resource === undefined) throw new Error(`the template refers to ${logicalId}, which it does not hold`);
    return optionalText(resource.Type) ?? '';
  };
  const factsOf = (logicalId: string): Facts => {
    const type = typeOf(logicalId);
    const rawProperties = objectOf(resources[logicalId]?.Properties);
    const property = (name: string): Json | undefined => {
      const value = rawProperties[name];
      return value === undefined ? undefined : resolveValue(value, lookup);
    };
    const nameProperty = namePropertyOf(type);
    const named = nameProperty === undefined ? undefined : optionalText(property(nameProperty));
    const name = named ?? defaultNameOf(type, stackName, logicalId);
    return { logicalId, name, region, accountId, property, versionNumber: versions.get(logicalId) ?? 1 };
  };
  const lookup: Lookup = {
    ref: (name) => {
      const known = pseudo[name];
      if (known !== undefined) return known;
      const parameter = objectOf(raw.Parameters)[name];
      if (isObject(parameter)) {
        const value = parameter.Default;
        if (value === undefined) throw new Error(`parameter ${name} has no default, and the lab gives none`);
        return value;
      }
      return refOf(typeOf(name), factsOf(name));
    },
    attribute: (logicalId, attribute) => attributeOf(typeOf(logicalId), factsOf(logicalId), attribute),
    condition: (name) => objectOf(raw.Conditions)[name],
  };

  const built = new Map<string, TemplateResource>();
  const resource = (logicalId: string): TemplateResource => {
    const ready = built.get(logicalId);
    if (ready !== undefined) return ready;
    const type = typeOf(logicalId);
    const facts = factsOf(logicalId);
    let properties: JsonObject | undefined;
    const made: TemplateResource = {
      logicalId,
      type,
      name: facts.name,
      ref: refOf(type, facts),
      get arn() {
        return arnOf(type, facts) ?? attributeOf(type, facts, 'Arn');
      },
      get properties() {
        properties ??= objectOf(resolveValue(objectOf(resources[logicalId]?.Properties), lookup));
        return properties;
      },
    };
    built.set(logicalId, made);
    return made;
  };
  const exists = (logicalId: string): boolean => {
    const condition = optionalText(resources[logicalId]?.Condition);
    return condition === undefined || conditionHolds(condition, lookup);
  };

  return {
    region,
    accountId,
    stackName,
    raw,
    resource,
    byType: (type) =>
      Object.keys(resources)
        .filter((logicalId) => typeOf(logicalId) === type && exists(logicalId))
        .map(resource),
    codeDirectory: (lambda) => codeDirectory(assemblyDirectory, stackName, lambda),
    get outputs() {
      const declared = Object.entries(objectOf(raw.Outputs));
      return Object.fromEntries(
        declared.map(([name, output]) => [name, resolveValue(objectOf(output).Value ?? null, lookup)]),
      );
    },
  };
};

const codeDirectory = (assemblyDirectory: string, stackName: string, lambda: TemplateResource): string => {
  const key = textOf(
    objectOf(lambda.properties.Code).S3Key,
    `the code of ${lambda.logicalId} (inline code is not run here)`,
  );
  const hash = key.replace(/^.*\//, '').replace(/\.zip$/, '');
  const files = objectOf(readJson(join(assemblyDirectory, `${stackName}.assets.json`)).files);
  const path = optionalText(objectOf(objectOf(files[hash]).source).path);
  if (path === undefined)
    throw new Error(`the asset manifest of ${stackName} has no file ${hash} for ${lambda.logicalId}`);
  return resolvePath(assemblyDirectory, path);
};
