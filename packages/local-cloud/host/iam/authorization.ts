// Decides what a role or a service may do, from the template's policies alone. The one file that touches the simulator,
// which is AGPL-3.0 licensed and therefore stays a tool of the lab.

import { createHash } from 'node:crypto';
import { runUnsafeSimulation, type Simulation } from '@cloud-copilot/iam-simulate';
import type { JsonObject } from '../../base/json.ts';
import type { Place } from '../template/resource-names.ts';
import type { Role, StackPolicies } from './iam-policies.ts';

export interface Question {
  /** The ARN of a role of the stack, or a service such as `events.amazonaws.com`. */
  readonly principal: string;
  /** `s3:PutObject`. */
  readonly action: string;
  readonly resource: string;
  readonly context?: Readonly<Record<string, string | string[]>>;
}

export interface Decision {
  readonly allowed: boolean;
  readonly reason: string;
}

export interface Denial extends Question {
  readonly reason: string;
  readonly atMs: number;
  /** The function, rule or schedule that asked. */
  readonly asker: string;
}

export interface Authorization {
  decide(question: Question): Decision;
  /** May that service take on this role for this source? */
  mayAssume(service: string, roleArn: string, sourceArn: string): Decision;
  role(roleArn: string): Role | undefined;
}

const saysAnything = (document: JsonObject | undefined): document is JsonObject => document?.Statement !== undefined;

const named = (policyDocument: JsonObject) => ({
  __validated: true,
  policyDocument,
  metadata: { name: 'resource policy' },
  errors: [],
});

const listOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value];

/** Whether a pattern of IAM covers the text, in which * and ? stand for themselves. */
const covers = (pattern: string, text: string): boolean => {
  const expression = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${expression}$`).test(text);
};

/**
 * A request that names a wildcard, such as DescribeAlarms with `alarm:*`, is for all of them: only a statement that
 * covers the whole pattern allows it. The simulator takes one that covers any of them for enough.
 */
const coveringAll = (policy: JsonObject, requested: string): JsonObject =>
  ({
    ...policy,
    Statement: listOf(policy.Statement).filter((statement) => {
      const { Effect, Resource } = statement as JsonObject;
      return (
        Effect === 'Deny' ||
        Resource === undefined ||
        listOf(Resource).some((pattern) => covers(String(pattern), requested))
      );
    }) as JsonObject['Statement'],
  }) as JsonObject;

// An object's policy hangs on its bucket.
const policyHolder = (resource: string): string =>
  resource.startsWith('arn:aws:s3:::') ? (resource.split('/')[0] ?? resource) : resource;

/** Decisions of policies that were met before, since many labs run one template. */
const remembered = new Map<string, Map<string, Decision>>();
const MOST_REMEMBERED = 16;

const decisionsOf = (policies: StackPolicies): Map<string, Decision> => {
  const key = createHash('sha256')
    .update(JSON.stringify([[...policies.roles], [...policies.resourcePolicies]]))
    .digest('hex');
  const known = remembered.get(key);
  if (known !== undefined) return known;
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  const fresh = new Map<string, Decision>();
  remembered.set(key, fresh);
  return fresh;
};

export const authorization = (policies: StackPolicies, place: Place): Authorization => {
  const cache = decisionsOf(policies);

  const simulate = (
    question: Question,
    identity: Role['policies'],
    resourcePolicy: JsonObject | undefined,
  ): Decision => {
    const simulation: Simulation = {
      request: {
        principal: question.principal,
        action: question.action,
        resource: { resource: question.resource, accountId: place.accountId },
        contextVariables: {
          // The lab speaks plain http on loopback; on AWS every SDK call is TLS. Assumed true.
          'aws:SecureTransport': 'true',
          'aws:PrincipalAccount': place.accountId,
          // Of a session under a role it is the role's own ARN; a service has none.
          // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalarn
          ...(question.principal.startsWith('arn:') && { 'aws:PrincipalArn': question.principal }),
          ...question.context,
        },
      },
      identityPolicies: identity
        .filter(({ policy }) => saysAnything(policy))
        .map(({ name, policy }) => ({
          name,
          policy: /[*?]/.test(question.resource) ? coveringAll(policy, question.resource) : policy,
        })),
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      // Wrapped as already validated: bare, the simulator finds no name for the policy and falls over.
      ...(saysAnything(resourcePolicy) ? { resourcePolicy: named(resourcePolicy) } : {}),
    };
    const result = runUnsafeSimulation(simulation, {});
    return { allowed: result === 'Allowed', reason: result };
  };

  const decide = (question: Question): Decision => {
    const key = JSON.stringify(question);
    const known = cache.get(key);
    if (known !== undefined) return known;
    const role = policies.roles.get(question.principal);
    const isRole = question.principal.startsWith('arn:');
    const resourcePolicy = policies.resourcePolicies.get(policyHolder(question.resource));
    const decision =
      isRole && role === undefined
        ? { allowed: false, reason: `the stack has no role ${question.principal}` }
        : simulate(question, role?.policies ?? [], resourcePolicy);
    cache.set(key, decision);
    return decision;
  };

  return {
    decide,
    role: (roleArn) => policies.roles.get(roleArn),
    mayAssume(service, roleArn, sourceArn) {
      const role = policies.roles.get(roleArn);
      if (role === undefined) return { allowed: false, reason: `the stack has no role ${roleArn}` };
      const context = { 'aws:SourceArn': sourceArn, 'aws:SourceAccount': place.accountId };
      return simulate({ principal: service, action: 'sts:AssumeRole', resource: roleArn, context }, [], role.trust);
    },
  };
};
