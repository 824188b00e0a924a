import type { AnalysisSettings, DayNumber } from '../../domain';
import type { ImportReceipt, JobClient, JobKind, Jobs, ReceiptWords, Staged, WorkspaceId } from '../../jobs/client';
import type { Store, StoreChange } from '../../store';

export type { ImportReceipt, JobKind, Jobs, ReceiptWords, Staged, WorkspaceId };

/** The page's end of the workers. */
export type Client = Pick<JobClient, 'run' | 'warm' | 'dispose'>;

/** What the session needs of the world; tests give their own. */
export interface Ports {
  client(): Promise<Client>;
  store(workspace: WorkspaceId): Promise<Store>;
  /** Tells of changes made to a workspace by other tabs; answers with what stops it. */
  watch(workspace: WorkspaceId, changed: (change: StoreChange) => void): () => void;
  sampleFiles(): Promise<readonly { readonly name: string; readonly text: string }[]>;
  /** Milliseconds since 1970. */
  now(): number;
  /** The reader's calendar day. */
  today(): DayNumber;
}

/** A part of the settings; what is left out stays as it is. */
export interface SettingsPatch {
  readonly asOf?: DayNumber | null;
  readonly seed?: number;
  readonly segments?: Partial<AnalysisSettings['segments']>;
  readonly churn?: Partial<AnalysisSettings['churn']>;
}

/** The settings with a patch laid over them. */
export function patchSettings(settings: AnalysisSettings, patch: SettingsPatch): AnalysisSettings {
  return {
    ...settings,
    ...patch,
    segments: { ...settings.segments, ...patch.segments },
    churn: { ...settings.churn, ...patch.churn },
  };
}
