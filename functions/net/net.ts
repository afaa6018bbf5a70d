// The network, in five questions. Nobody above this folder opens a socket.
import type { CertificateFacts } from '../domain/identity/certificate-facts.ts';
import type { Caller } from './call.ts';
import type { DnsAnswer, DnsChoices } from './dns/dns-answer.ts';
import type { QuestionType } from './dns/dns-message.ts';
import type { CertificateQuestion } from './peer-certificate.ts';

export interface Net extends Caller {
  /** Opens a TCP connection and closes it. @throws CallFailure */
  connect(host: string, port: number, signal: AbortSignal): Promise<void>;
  /** One question to one server (ip:port). @throws CallFailure where there is no usable answer */
  askDns(
    server: string,
    name: string,
    type: QuestionType,
    signal: AbortSignal,
    choices?: DnsChoices,
  ): Promise<DnsAnswer>;
  /** The servers (ip:port) of the nearest zone above a name, by the system's own resolver. @throws CallFailure */
  zoneServers(name: string, signal: AbortSignal): Promise<readonly string[]>;
  /**
   * The certificate that a server shows, also one that is not trusted. @throws CallFailure where no handshake comes
   * about
   */
  certificate(question: CertificateQuestion): Promise<CertificateFacts>;
}
