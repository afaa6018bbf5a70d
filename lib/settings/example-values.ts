// Recognizes values of the repository's example, and addresses that Lambda can never reach. Deployed with these,
// Twinbox would watch nothing.
import type { PairSettings } from '../../functions/contract/settings/pair-settings.ts';
import type { FileSettings } from './file-schema.ts';

/** Names and addresses that are reserved for documents: RFC 2606, RFC 5737. */
const DOCUMENT_NAME = /(^|[.@])example(\.(com|net|org))?$/;
const DOCUMENT_ADDRESS = /^(192\.0\.2|198\.51\.100|203\.0\.113)\./;
const EXAMPLE_ZONE = 'Z0123456789ABCDEFGHIJ';
const EXAMPLE_ACCOUNT = ':123456789012:';

/** RFC 1918, RFC 6598, RFC 3927, loopback, and what else RFC 6890 says is nobody's address; multicast and above. */
const PRIVATE =
  /^(0|10|127)\.|^192\.(168|0\.0)\.|^169\.254\.|^172\.(1[6-9]|2\d|3[01])\.|^100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|^198\.1[89]\.|^(22[4-9]|2[345]\d)\./;

export const isPrivate = (address: string): boolean => PRIVATE.test(address);

const valuesOf = ({ service, appliances, traffic }: PairSettings): readonly string[] => [
  ...service.names.filter((name) => DOCUMENT_NAME.test(name)),
  ...appliances.flatMap(({ address, restore, power }) => [
    ...[address, ...power.flatMap((one) => ('address' in one ? (one.address ?? []) : []))].filter((one) =>
      DOCUMENT_ADDRESS.test(one),
    ),
    ...[restore, ...power].flatMap((one) =>
      'functionArn' in one && one.functionArn.includes(EXAMPLE_ACCOUNT) ? [one.functionArn] : [],
    ),
  ]),
  ...traffic.zones.flatMap(({ id }) => (id === EXAMPLE_ZONE ? [id] : [])),
];

/** Values that cannot belong to any real deployment, each once. */
export const exampleValues = ({ notify, pairs }: FileSettings): readonly string[] => [
  ...new Set([...notify.operators.email.filter((address) => DOCUMENT_NAME.test(address)), ...pairs.flatMap(valuesOf)]),
];
