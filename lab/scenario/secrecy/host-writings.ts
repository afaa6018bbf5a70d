// What the running stack leaves behind outside of the emulated AWS: its templates, events, and failures.
import type { LocalCloud } from '../../../packages/local-cloud/host/local-cloud.ts';
import type { Writing } from '../view/writing.ts';

/** Template and outputs as anybody reads them in CloudFormation; events as a rule or an archive would get them. */
export const hostWritings = ({ templates, bus, deadLetters, denials, faults }: LocalCloud): readonly Writing[] => [
  ...templates.flatMap(
    ({ raw, outputs }) =>
      [
        { kind: 'stack', place: 'the template', text: JSON.stringify(raw) },
        { kind: 'stack', place: 'the outputs', text: JSON.stringify(outputs) },
      ] as const,
  ),
  ...bus.records.map(({ event }) => ({ kind: 'event', place: 'an event', text: JSON.stringify(event) }) as const),
  ...[...deadLetters, ...denials, ...faults].map((one) => {
    return { kind: 'failure', place: 'what could not be done', text: JSON.stringify(one) } as const;
  }),
];
