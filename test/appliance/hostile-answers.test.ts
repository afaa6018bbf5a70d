// Answers that are broken or meant to harm, from a real TLS server: each is bounded in bytes and time, refused under a
// name of its own with a hint, and never taken for the death of the appliance.

import type { RequestListener } from 'node:http';
import { httpsProbe } from '../../functions/appliance/probe/https-probe.ts';
import { describeFailure } from '../../functions/contract/errors/describe-failure.ts';
import { applianceOf } from '../../functions/contract/settings/pair-settings.ts';
import { isDown } from '../../functions/domain/health/diagnosis.ts';
import { HANG_GUARD_MS, soon, withDeadline } from '../../packages/local-cloud/testing/patience.ts';
import { machine } from '../doubles/machine.ts';
import { type HostileSite, hostileSite, json, sends, WELL, xml } from './hostile-site.ts';
import { SERVICE_NAME } from './pair.ts';

const outcome = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => 'an answer',
    (error: unknown) => error,
  );

const endless: RequestListener = (_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  const chunk = Buffer.alloc(64 * 1024, 0x20);
  const pour = (): void => {
    while (!response.destroyed && response.write(chunk));
  };
  response.on('drain', pour).on('error', () => undefined);
  pour();
};
const drip: RequestListener = (_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  const timer = setInterval(() => response.write(' '), 10);
  response.on('close', () => clearInterval(timer));
};
const cut: RequestListener = (_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '500' });
  response.write('{"version":', () => response.destroy());
};
const tooLong: RequestListener = (request) => {
  request.socket.end('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}{}{}');
};
const twoLengths: RequestListener = (request) => {
  request.socket.end('HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 7\r\n\r\n{}');
};
const noHttp: RequestListener = (request) => {
  request.socket.end('SSH-2.0-OpenSSH_9.9\r\n');
};
const hugeHeader = sends(200, 'application/json', '{}', { 'x-big': 'x'.repeat(100_000) });
const page = sends(200, 'text/html', `<!DOCTYPE html><html>${'<form action="/login">'.repeat(1_000)}</html>`);
const bomb = xml(
  `<!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa">${Array.from({ length: 12 }, (_, i) => `<!ENTITY a${i} "${`&a${i - 1};`.repeat(10)}">`).join('')}]><health_check>&a11;</health_check>`,
);

/** What is done, how, and what people read of it, after the appliance and the path. */
const HOSTILE: readonly (readonly [string, RequestListener, RegExp])[] = [
  ['a body without end', endless, /: garbled \(over 65536 bytes\)$/],
  ['a body that is cut', cut, /, amid its answer: reset \(ECONNRESET\)$/],
  ['more bytes than were promised', tooLong, / answered with JSON of another shape$/],
  ['two lengths', twoLengths, /: garbled \(HPE_UNEXPECTED_CONTENT_LENGTH\)$/],
  ['what is no HTTP', noHttp, /: garbled \(HPE_INVALID_CONSTANT\)$/],
  ['a header without bounds', hugeHeader, /: garbled \(HPE_HEADER_OVERFLOW\)$/],
  ['a page with a thousand forms', page, / answered with an HTML page$/],
  ['a page under the name of JSON', sends(200, 'application/json', '<h1>hello</h1>'), / answered with an HTML page$/],
  ['an entity bomb', bomb, / answered with XML with a document type declaration, which Twinbox never reads$/],
  ['XML of somebody else', xml('<feed/>'), / answered with XML of another shape$/],
  ['an empty body', sends(200, 'application/json', ''), / answered with nothing$/],
  ['a list', json([]), / answered with a list in JSON$/],
  ['null', json(null), / answered with a bare value in JSON$/],
  ['deep nesting', sends(200, 'application/json', '['.repeat(30_000)), / answered with broken JSON$/],
  ['plain text', sends(200, 'text/plain', 'down for maintenance'), / answered with what is neither JSON nor XML$/],
  [
    'a redirect',
    sends(302, 'text/html', '', { location: '/api/command/v2/health' }),
    /: HTTP 302 to .* is not a documented answer$/,
  ],
  ['HTTP 418', json({}, 418), /: HTTP 418 to .* is not a documented answer$/],
];

/** Where the appliance broke off, it was reached, but gave no whole answer. */
const nameOf = (what: string): string => (what === 'a body that is cut' ? 'ApplianceUnreachable' : 'ApplianceGarbled');

describe.each(['/oauth2/token', '/api/command/v2/info', '/api/command/v2/health'])('instead of %s', (path) => {
  test.each(HOSTILE)('%s is refused by name, with its own diagnosis and a hint', async (what, answer, message) => {
    await using site = await hostileSite({ ...WELL, [path]: answer });
    const failure = await outcome(site.api.health(soon()));
    expect(failure).toMatchObject({ name: nameOf(what), message: expect.stringMatching(message) });
    expect(describeFailure(failure).hint).toMatch(/\w/);
    const { message: text } = failure as Error;
    if (text.includes(' answered with ') || text.includes(': HTTP ')) expect(text).toContain(path);
  });
});

test.each(HOSTILE)('instead of XML, %s is refused by name, with its own diagnosis', async (what, answer, message) => {
  await using site = await hostileSite({
    '/oauth2/token': WELL['/oauth2/token'] ?? json({}),
    '/api/command?action=get_api_info': answer,
  });
  const failure = await outcome(site.api.health(soon()));
  expect(failure).toMatchObject({ name: nameOf(what), message: expect.stringMatching(message) });
});

test('a body that drips ends with the deadline', async () => {
  await using site = await hostileSite({ ...WELL, '/api/command/v2/health': drip });
  const failure = await withDeadline(
    (deadlineMs) => site.api.health(AbortSignal.timeout(deadlineMs)).catch((error: Error) => error),
    (seen) => !String(seen).includes('amid its answer'),
  );
  expect(failure).toMatchObject({
    name: 'ApplianceUnreachable',
    message: expect.stringMatching(/, amid its answer: silent \(no answer in time\)$/),
  });
});

describe('a probe', () => {
  const probeAt = async (site: HostileSite, timeoutMs = HANG_GUARD_MS) =>
    httpsProbe(machine).probe(applianceOf(site.settings, 'london'), SERVICE_NAME, timeoutMs);

  test.each(HOSTILE)('at %s never takes the appliance for dead', async (_what, answer) => {
    await using site = await hostileSite({ '/check_health': answer });
    expect(isDown((await probeAt(site)).result)).toBe(false);
  });

  test('at a body that drips or is cut says garbled: whoever begins an answer is alive', async () => {
    await using dripping = await hostileSite({ '/check_health': drip });
    const seen = await withDeadline(
      (deadlineMs) => probeAt(dripping, deadlineMs),
      ({ result }) => result === 'silent',
    );
    expect(seen.result).toBe('garbled');
    await using cutting = await hostileSite({ '/check_health': cut });
    expect(await probeAt(cutting)).toMatchObject({ result: 'garbled', detail: 'HTTP 200, body ECONNRESET' });
  });

  test('at a certificate that does not convince us is untrusted', async () => {
    await using site = await hostileSite({}, { names: ['other.example.com'] });
    expect((await probeAt(site)).result).toBe('untrusted');
  });
});
