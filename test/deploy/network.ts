import { BlockList } from 'node:net';
import type { Manifest } from './helm.js';

type Labels = Record<string, string>;

/** What a rule lets through, as far as the chart uses it. */
interface Peer {
  podSelector?: { matchLabels?: Labels };
  namespaceSelector?: { matchLabels?: Labels };
  ipBlock?: { cidr: string; except?: string[] };
}
interface Rule {
  from?: Peer[];
  to?: Peer[];
  ports?: { port: number | string; protocol?: string }[];
}
interface Policy {
  podSelector: { matchLabels?: Labels };
  policyTypes: string[];
  ingress?: Rule[];
  egress?: Rule[];
}

/** One end of a connection: a pod, or an address outside. */
export interface End {
  labels?: Labels;
  /** Of the namespace, for pods that are not of the release. */
  namespace?: Labels;
  address?: string;
}

const matches = (wanted: Labels = {}, labels: Labels = {}): boolean =>
  Object.entries(wanted).every(([name, value]) => labels[name] === value);

function within(address: string, cidr: string): boolean {
  const [network = '', bits = ''] = cidr.split('/');
  const type = network.includes(':') ? 'ipv6' : 'ipv4';
  const list = new BlockList();
  list.addSubnet(network, Number(bits), type);
  return address.includes(':') === (type === 'ipv6') && list.check(address, type);
}

function isPeer({ podSelector, namespaceSelector, ipBlock }: Peer, end: End): boolean {
  if (ipBlock !== undefined) {
    const { address } = end;
    return (
      address !== undefined && within(address, ipBlock.cidr) && !ipBlock.except?.some((one) => within(address, one))
    );
  }
  // Without a selector of namespaces, a pod of the same one is meant.
  const isThere = namespaceSelector
    ? matches(namespaceSelector.matchLabels, end.namespace)
    : end.namespace === undefined;
  return end.address === undefined && isThere && matches(podSelector?.matchLabels, end.labels);
}

/** Whether the policies of the release let a pod of it be reached, or reach out; `port` is a number, or a container port's name. */
export class Network {
  private readonly policies: Policy[];

  constructor(manifests: Manifest[]) {
    this.policies = manifests
      .filter(({ kind }) => kind === 'NetworkPolicy')
      .map(({ spec }) => spec as unknown as Policy);
  }

  reaches(from: End, pod: Labels, port: number | string): boolean {
    return this.allows('ingress', pod, from, port);
  }

  reachesOut(pod: Labels, to: End, port: number | string): boolean {
    return this.allows('egress', pod, to, port);
  }

  /** A pod that no policy of a direction selects is open; of those that do, one that allows is enough. */
  private allows(direction: 'ingress' | 'egress', pod: Labels, other: End, port: number | string): boolean {
    const selecting = this.policies.filter(
      ({ podSelector, policyTypes }) =>
        policyTypes.some((type) => type.toLowerCase() === direction) && matches(podSelector.matchLabels, pod),
    );
    if (selecting.length === 0) return true;
    return selecting
      .flatMap((policy) => policy[direction] ?? [])
      .some(({ from, to, ports }) => {
        const peers = from ?? to;
        const isTo = peers === undefined || peers.some((peer) => isPeer(peer, other));
        return isTo && (ports === undefined || ports.some((one) => one.port === port));
      });
  }
}
