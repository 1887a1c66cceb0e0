// Everything the page knows: the main document, its networks, and the papers once they are there.
import type { Main, Papers } from "./data";
import { Net, type NetworkName } from "./network";
import { PaperIndex } from "./papers";

export class Model {
  readonly people: Net;
  readonly communityRow = new Map<number, number>();
  /** Rows of the co-author network in each community (row of Communities). */
  readonly members: number[][];
  private topicsNet: Net | null = null;
  private topicNodes: Map<number, number> | null = null;
  private index: PaperIndex | null = null;
  private waiting: (() => void)[] = [];

  constructor(readonly main: Main) {
    this.people = new Net("people", main.coauthor);
    main.communities.id.forEach((id, row) => this.communityRow.set(id, row));
    this.members = main.communities.id.map(() => []);
    main.coauthor.nodes.community.forEach((c, v) => this.members[c]?.push(v));
  }

  get hasTopicsNet(): boolean {
    return (this.main.authorTopic?.nodes.id.length ?? 0) > 0;
  }

  /** The author–topic network is indexed when it is first asked for. */
  net(name: NetworkName): Net {
    if (name === "people" || !this.main.authorTopic) return this.people;
    this.topicsNet ??= new Net("topics", this.main.authorTopic);
    return this.topicsNet;
  }

  get papers(): PaperIndex | null {
    return this.index;
  }

  setPapers(papers: Papers): void {
    this.index = new PaperIndex(papers, this.people, this.main.topics.label.length);
    const calls = this.waiting;
    this.waiting = [];
    calls.forEach((call) => call());
  }

  /** Now, or when the papers are parsed. */
  whenPapers(call: () => void): void {
    if (this.index) call();
    else this.waiting.push(call);
  }

  /** Row of the author–topic network that stands for a topic; -1 when the map does not show it. */
  topicNode(topic: number): number {
    if (!this.topicNodes) {
      this.topicNodes = new Map();
      this.main.authorTopic?.nodes.topic.forEach((t, v) => t >= 0 && this.topicNodes?.set(t, v));
    }
    return this.topicNodes.get(topic) ?? -1;
  }

  topicId(topic: number): string {
    const node = this.topicNode(topic);
    return node >= 0 ? (this.main.authorTopic?.nodes.id[node] as string) : `t${topic}`;
  }

  /** Row of Topics from "t4"; -1 when there is none. */
  topicRow(id: string): number {
    const node = this.main.authorTopic?.nodes.id.indexOf(id) ?? -1;
    if (node >= 0) return this.main.authorTopic?.nodes.topic[node] ?? -1;
    const row = /^t(\d+)$/.exec(id) ? Number(id.slice(1)) : -1;
    return row < this.main.topics.label.length ? row : -1;
  }

  /** An author by id in either network: the network and the row. */
  author(id: string): { net: Net; row: number } | null {
    const row = this.people.rowOf.get(id);
    if (row !== undefined) return { net: this.people, row };
    if (!this.main.authorTopic) return null;
    const net = this.net("topics");
    const other = net.rowOf.get(id);
    return other !== undefined && (net.data.nodes.topic[other] ?? -1) < 0 ? { net, row: other } : null;
  }

  communityName(row: number): string {
    return this.main.communities.label[row] || `Community ${this.main.communities.id[row]}`;
  }
}
