// What the owner's own resolvers answer for the names of the service.
import type { PairSettings } from '../contract/settings/pair-settings.ts';
import { reasonOf } from '../net/reason-of.ts';
import type { DnsQuestions } from './name-servers.ts';

export interface ResolverAnswer {
  readonly resolver: string;
  readonly name: string;
  /** Undefined if it did not answer; `failed` says why. */
  readonly addresses?: readonly string[];
  readonly failed?: string;
}

export interface ResolverAnswers {
  /** Of every resolver of the settings, for every name. Never throws. */
  read(settings: PairSettings, signal: AbortSignal): Promise<readonly ResolverAnswer[]>;
}

export const resolverAnswers = (dns: Pick<DnsQuestions, 'askResolver'>): ResolverAnswers => ({
  read: ({ service, traffic }, signal) =>
    Promise.all(
      traffic.resolvers.flatMap((resolver) =>
        service.names.map(async (name): Promise<ResolverAnswer> => {
          const [answer] = await Promise.allSettled([dns.askResolver(resolver, name, signal)]);
          if (answer.status === 'rejected') return { resolver, name, failed: reasonOf(answer.reason) };
          return { resolver, name, addresses: answer.value.addresses };
        }),
      ),
    ),
});
