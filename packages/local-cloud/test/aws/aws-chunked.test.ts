// The unframing of aws-chunked uploads, however the network cuts them.
import { Readable } from 'node:stream';
import { AwsChunkedDecoder } from '../../aws/wire/aws-chunked.ts';
import { readAll } from '../../aws/wire/wire.ts';

const FRAMED = '5\r\nhello\r\n6;chunk-signature=abc\r\n world\r\n0\r\nx-amz-checksum-crc32:DUoRhQ==\r\n\r\n';

const decode = async (framed: string, pieceBytes: number) => {
  const bytes = Buffer.from(framed);
  const pieces = Array.from({ length: Math.ceil(bytes.length / pieceBytes) }, (_, index) =>
    bytes.subarray(index * pieceBytes, (index + 1) * pieceBytes),
  );
  const decoder = new AwsChunkedDecoder();
  const source = Readable.from(pieces);
  source.pipe(decoder);
  const text = Buffer.from(await readAll(decoder)).toString();
  return { text, trailers: Object.fromEntries(decoder.trailers) };
};

test.each([1, 2, 3, 7, 1000])('pieces of %d bytes give the same data and trailers', async (pieceBytes) => {
  const expected = { text: 'hello world', trailers: { 'x-amz-checksum-crc32': 'DUoRhQ==' } };
  expect(await decode(FRAMED, pieceBytes)).toEqual(expected);
});

test('a body that ends inside a chunk is an error, not a short object', async () => {
  await expect(decode('5\r\nhel', 100)).rejects.toThrow('ended early');
});

test('what is no chunk size is an error', async () => {
  await expect(decode('hello\r\n', 100)).rejects.toThrow('size expected');
});
