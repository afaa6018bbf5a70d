// The two transports of DNS queries: UDP packets, and TCP connections with length-prefixed messages (RFC 7766). Both at
// one port of one address.
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { type DecodedPacket, decode, type Packet, streamEncode } from 'dns-packet';
import { datagramOf } from './datagram.ts';
import type { DnsPort, OnQuery } from './network.ts';

const BIND_ATTEMPTS = 20;
const LENGTH_BYTES = 2;

/** Drops a malformed message: a server need not answer it. */
const readQuery = (message: Buffer): DecodedPacket | undefined => {
  try {
    return decode(message);
  } catch (error) {
    if (!Error.isError(error)) throw error;
    return undefined;
  }
};

const answerTo = (
  message: Buffer,
  onQuery: OnQuery,
  write: (reply: Packet, query: DecodedPacket) => Buffer,
): Buffer | undefined => {
  const query = readQuery(message);
  const reply = query && onQuery(query);
  return reply && write(reply, query);
};

/** Answers each message of a connection, also where several come in one piece or one in several. */
const serve = (socket: Socket, onQuery: OnQuery): void => {
  let pending = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => {
    pending = Buffer.concat([pending, chunk]);
    while (pending.length >= LENGTH_BYTES) {
      const end = LENGTH_BYTES + pending.readUInt16BE(0);
      if (pending.length < end) return;
      const reply = answerTo(pending.subarray(LENGTH_BYTES, end), onQuery, streamEncode);
      pending = pending.subarray(end);
      if (reply) socket.write(reply);
    }
  });
  // Ignore a client that closes the connection.
  socket.on('error', () => socket.destroy());
};

const bindTcp = async (address: string, port: number, onQuery: OnQuery): Promise<DnsPort> => {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    serve(socket, onQuery);
  });
  server.listen(port, address);
  await once(server, 'listening');
  const bound = server.address();
  return {
    port: typeof bound === 'object' && bound !== null ? bound.port : port,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
};

const bindUdp = async (address: string, port: number, onQuery: OnQuery): Promise<DnsPort> => {
  const socket = createSocket('udp4', (message, from) => {
    const reply = answerTo(message, onQuery, datagramOf);
    // An answer that cannot be sent is lost, as on any network; the client retries.
    if (reply) socket.send(reply, from.port, from.address, () => undefined);
  });
  socket.bind(port, address);
  await once(socket, 'listening');
  socket.on('error', () => undefined);
  return { port, close: () => new Promise((resolve) => socket.close(() => resolve())) };
};

const bindOnce = async (address: string, port: number, onQuery: OnQuery): Promise<DnsPort> => {
  const tcp = await bindTcp(address, port, onQuery);
  try {
    const udp = await bindUdp(address, tcp.port, onQuery);
    return { port: tcp.port, close: async () => void (await Promise.all([udp.close(), tcp.close()])) };
  } catch (error) {
    await tcp.close();
    throw error;
  }
};

/** @param port the same for UDP and TCP; 0 takes any that is free for both. */
export const listenForQueries = async (address: string, port: number, onQuery: OnQuery): Promise<DnsPort> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await bindOnce(address, port, onQuery);
    } catch (error) {
      // A free TCP port may be taken for UDP; another free one is as good.
      if (port !== 0 || attempt >= BIND_ATTEMPTS) throw error;
    }
  }
};
