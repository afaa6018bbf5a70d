// Sets of tools that several functions share.
import { authoritativeNames } from '../appliance/probe/authoritative-names.ts';
import { httpsProbe } from '../appliance/probe/https-probe.ts';
import { networkVantage } from '../appliance/probe/network-vantage.ts';
import { parametersByPair } from '../contract/runtime/environment.ts';
import type { Outside, Platform } from '../net/platform.ts';
import { snsMessages } from '../platform/sns-messages.ts';
import { ssmSettings } from '../platform/ssm-settings.ts';
import { deploymentIdOf } from '../store/form/deployment-id.ts';
import { s3Journal } from '../store/record/s3-journal.ts';
import { s3PairRecords } from '../store/record/s3-pair-records.ts';
import { s3Proofs } from '../store/vault/s3-proofs.ts';
import { s3Reports } from '../store/vault/s3-reports.ts';
import { dnsRecordTraffic } from '../traffic/dns-record.ts';
import { networkDns } from '../traffic/name-servers.ts';
import type { Clients } from './wire.ts';

type Of<K extends string> = Readonly<Record<K, string>>;

export const bucketsOf = ({ VAULT_BUCKET: vault, RECORD_BUCKET: record }: Of<'VAULT_BUCKET' | 'RECORD_BUCKET'>) => ({
  vault,
  record,
});

export const recordTools = (
  { RECORD_BUCKET }: Of<'RECORD_BUCKET'>,
  { s3 }: Pick<Clients, 's3'>,
  platform: Platform,
) => ({
  records: s3PairRecords(s3, RECORD_BUCKET, platform),
  clock: platform.clock,
});

/** For every step of a recovery. */
export const stepTools = (environment: Of<'RECORD_BUCKET'>, clients: Pick<Clients, 's3'>, platform: Platform) => ({
  ...recordTools(environment, clients, platform),
  journal: s3Journal(clients.s3, environment.RECORD_BUCKET),
});

export const messageTools = ({ TOPIC_ARN }: Of<'TOPIC_ARN'>, { sns }: Pick<Clients, 'sns'>, { clock }: Platform) => ({
  messages: snsMessages(sns, TOPIC_ARN, clock),
});

/** For functions that end a recovery, or may have to. */
export const endTools = (
  environment: Of<'RECORD_BUCKET' | 'VAULT_BUCKET' | 'TOPIC_ARN'>,
  clients: Pick<Clients, 's3' | 'sns'>,
  platform: Platform,
) => ({
  ...stepTools(environment, clients, platform),
  ...messageTools(environment, clients, platform),
  reports: s3Reports(clients.s3, environment.VAULT_BUCKET),
  proofs: s3Proofs(clients.s3, environment.VAULT_BUCKET),
});

export const settingsTools = ({ SETTINGS_PARAMETERS }: Of<'SETTINGS_PARAMETERS'>, { ssm }: Pick<Clients, 'ssm'>) => ({
  settings: ssmSettings(ssm, parametersByPair(SETTINGS_PARAMETERS)),
});

export const probeTools = (outside: Outside) => ({ probe: httpsProbe(outside) });

export const nameTools = (outside: Outside) => ({ ...probeTools(outside), names: authoritativeNames(outside) });

/** Probes a pair from this machine. */
export const vantageTools = ({ net, clock }: Outside) => ({
  vantage: networkVantage({ name: 'home', ...nameTools({ net, clock }), net, clock }),
});

/** The DNS zones, with claims under this deployment's name. */
export const trafficTools = (
  { RECORD_BUCKET }: Of<'RECORD_BUCKET'>,
  { route53 }: Pick<Clients, 'route53'>,
  outside: Outside,
) => ({
  traffic: dnsRecordTraffic(route53, {
    dns: networkDns(outside),
    clock: outside.clock,
    deployment: deploymentIdOf(RECORD_BUCKET),
  }),
});
