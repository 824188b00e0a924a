import type { CustomerTable, Marks, NoteRecord, Progress, SegmentsCheck, TagRecord } from '../domain';
import type { KnownKeys } from '../features/identity';
import type { OpenOptions, Store, StoredTable, StoreKey, Workspace } from '../store';
import type { AnalysisOutput } from './analysis-handlers';
import type { CustomerList } from './customer-list';
import type { TableKeeper } from './table-keeper';
import { createPlacer, type Placer } from './place-marks';

/** What the worker answers queries from. */
export interface Current {
  readonly workspace: Workspace;
  readonly key: StoreKey | undefined;
  readonly revision: string;
  readonly output: AnalysisOutput;
  readonly threshold: number;
  readonly list: CustomerList;
  /** null after a resume, until a customer's page needs them. */
  tables: readonly StoredTable[] | null;
  /** Whether the groups are real; null until somebody asks. */
  check: SegmentsCheck | null;
}

/** The owner's marks beside the customers they are about. */
export interface PlacedMarks {
  /** Another number whenever marks or their places are others. */
  readonly turn: number;
  readonly notes: readonly NoteRecord[];
  /** Customer of each note, -1 none. */
  readonly noteAt: Int32Array;
  readonly tags: readonly PlacedTag[];
}

export interface PlacedTag {
  readonly tag: TagRecord;
  readonly placed: Int32Array;
  /** 1 = has the tag, by customer. */
  readonly has: Uint8Array;
  readonly customers: number;
}

/**
 * What is on the worker's table between two jobs: the analysis in force, and the marks that go with it. `current` is set by
 * the analysis's own jobs; what was placed for another is dropped.
 */
export class Desk {
  current: Current | null = null;
  #for: Current | null = null;
  #placer: Placer | null = null;
  #marks: PlacedMarks | null = null;
  #turns = 0;

  /** The placer of the analysis in force; `known` where the keys of the files are at hand. */
  placer(now: Current, known: KnownKeys | null): Placer {
    if (this.#for !== now || this.#placer === null || (known !== null && !this.#placer.deep)) {
      this.#for = now;
      this.#placer = createPlacer(now.output.customers, known);
      this.#marks = null;
    }
    return this.#placer;
  }

  /** The marks as they were last placed for the analysis in force; null where they were not. */
  marks(now: Current): PlacedMarks | null {
    return this.#for === now ? this.#marks : null;
  }

  put(now: Current, marks: Marks, placer: Placer): PlacedMarks {
    const placed = placeMarks(now.output.customers, marks, placer, ++this.#turns);
    this.#marks = placed;
    return placed;
  }
}

function placeMarks(customers: CustomerTable, { notes, tags }: Marks, placer: Placer, turn: number): PlacedMarks {
  return {
    turn,
    notes,
    noteAt: placer.place(notes.map(({ who }) => who)),
    tags: [...tags]
      .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
      .map((tag) => {
        const placed = placer.place(tag.members);
        const has = new Uint8Array(customers.rows);
        for (const index of placed) if (index >= 0) has[index] = 1;
        return { tag, placed, has, customers: has.reduce((sum, one) => sum + one, 0) };
      }),
  };
}

/** What the desk's jobs need of the rest of the house. */
export interface DeskParts {
  /** Holds the tables that some job has read. */
  readonly keeper: TableKeeper;
  readonly openStore: (workspace: Workspace, options?: OpenOptions) => Promise<Store>;
  /** The keys of the files, from the analysis in force or worked out anew. */
  readonly knownKeys: (tables: readonly StoredTable[], output: AnalysisOutput) => AsyncGenerator<Progress, KnownKeys, void>;
}
