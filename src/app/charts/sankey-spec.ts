import type { SankeyNode, Stream } from './sankey';
import type { ChartTable } from './spec';

/** Better, worse, as before, or new on the later day. */
export type StreamKind = 'up' | 'down' | 'same' | 'fresh';

/** Everything that a diagram of streams needs, words ready to show. */
export interface SankeySpec {
  readonly title: string;
  readonly note?: string;
  readonly alt: string;
  readonly fileName: string;
  readonly streams: readonly (Stream & { readonly kind: StreamKind })[];
  readonly nodeName: (side: 'from' | 'to', node: SankeyNode) => string;
  readonly streamName: (stream: Stream) => string;
  readonly key: readonly { readonly kind: StreamKind; readonly label: string }[];
  readonly table: ChartTable;
}
