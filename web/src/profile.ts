/** What one node took in all runs of a profile. */
export interface NodeTime {
  readonly name: string;
  readonly opType: string;
  /** The elementwise operators that the node computes as well, in order. */
  readonly tail: readonly string[];
  /** The types of its inputs in the latest run. */
  readonly inputs: string;
  readonly runs: number;
  /** Of all its runs together, nodes of its subgraphs included. */
  readonly milliseconds: number;
}
