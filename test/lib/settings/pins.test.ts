// What to trust at an appliance: an authority, or one or two pinned certificates, never both.
import { PairSettings, trustOf } from '../../../functions/contract/settings/pair-settings.ts';
import { pairOf } from '../../appliance/pair.ts';

const PEM = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';
const withTls = (tls: object) =>
  PairSettings.safeParse({ ...pairOf(), appliances: pairOf().appliances.map((appliance) => ({ ...appliance, tls })) });

test('an authority, one pin, or two pins are accepted', () => {
  expect([{ ca: PEM }, { pins: [PEM] }, { pins: [PEM, PEM] }].map((tls) => withTls(tls).success)).toEqual([
    true,
    true,
    true,
  ]);
});

test.each([
  ['neither', {}],
  ['both', { ca: PEM, pins: [PEM] }],
  ['three pins', { pins: [PEM, PEM, PEM] }],
  ['no pin', { pins: [] }],
  ['a chain as a pin', { pins: [PEM + PEM] }],
  ['a key as a pin', { pins: [PEM.replaceAll('CERTIFICATE', 'PRIVATE KEY')] }],
])('%s is refused', (_what, tls) => {
  expect(withTls(tls).success).toBe(false);
});

test('pins are trusted together; without a setting, only the public authorities are trusted', () => {
  expect(trustOf({ pins: [PEM, PEM] })?.match(/BEGIN/g)).toHaveLength(2);
  expect(trustOf({ ca: PEM })).toBe(PEM);
  expect(trustOf(undefined)).toBeUndefined();
});
