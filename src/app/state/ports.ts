import type { AnalysisSettings, DayNumber } from '../../domain';
import type { ImportReceipt, JobClient, JobHandle, JobKind, Jobs, ReceiptWords, Staged, WorkspaceId } from '../../jobs/client';
import type { OpenOptions, Store, StoreChange } from '../../store';

export type { ImportReceipt, JobHandle, JobKind, Jobs, ReceiptWords, Staged, WorkspaceId };

/** The page's end of the workers. */
export type Client = Pick<JobClient, 'run' | 'warm' | 'dispose'>;

/** What the session needs of the world; tests give their own. */
export interface Ports {
  client(): Promise<Client>;
  store(workspace: WorkspaceId, options?: Pick<OpenOptions, 'key' | 'unopened'>): Promise<Store>;
  /** Tells of changes made to a workspace by other tabs; answers with what stops it. */
  watch(workspace: WorkspaceId, changed: (change: StoreChange) => void): () => void;
  sampleFiles(): Promise<readonly { readonly name: string; readonly text: string }[]>;
  /** Milliseconds since 1970. */
  now(): number;
  /** The reader's calendar day. */
  today(): DayNumber;
  /** Asks the browser never to clear what is kept here on its own; false where it says no or cannot. */
  persist(): Promise<boolean>;
  /** The page anew: what it held in memory is gone. */
  reload(): void;
  /** Asks the reader for a file to write to; 'none' where this browser cannot write to files. */
  pickTarget(name: string): Promise<FileSystemFileHandle | 'none' | 'cancelled'>;
}

/** A part of the settings; what is left out stays as it is. */
export interface SettingsPatch {
  readonly asOf?: DayNumber | null;
  readonly seed?: number;
  readonly segments?: Partial<AnalysisSettings['segments']>;
  readonly churn?: Partial<AnalysisSettings['churn']>;
  readonly value?: Partial<AnalysisSettings['value']>;
  readonly standing?: Partial<AnalysisSettings['standing']>;
  readonly identity?: Partial<AnalysisSettings['identity']>;
  readonly quality?: Partial<AnalysisSettings['quality']>;
}

/** The settings with a patch laid over them. */
export function patchSettings(settings: AnalysisSettings, patch: SettingsPatch): AnalysisSettings {
  return {
    ...settings,
    ...patch,
    segments: { ...settings.segments, ...patch.segments },
    churn: { ...settings.churn, ...patch.churn },
    value: { ...settings.value, ...patch.value },
    standing: { ...settings.standing, ...patch.standing },
    identity: { ...settings.identity, ...patch.identity },
    quality: { ...settings.quality, ...patch.quality },
  };
}
