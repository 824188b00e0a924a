import type { DateOrder, Role, TableKind } from '../../domain';

/** The export of a known tool, told by its header. Columns it does not list are read as in any other file. */
export interface Preset {
  /** Its name stands in `text` under `preset.<id>`. */
  readonly id: string;
  readonly kind: TableKind;
  /** Headers that must all be there; case and white space do not count. */
  readonly needs: readonly string[];
  /** Of these at least one must be there too. */
  readonly oneOf?: readonly string[];
  /**
   * Header → role. Where several would take a role, the first one present and filled does; a header that stands again
   * further down takes that second role where the first was taken. `%` in a header stands for a number: all such columns
   * share the role (`line_item_%`).
   */
  readonly columns: readonly (readonly [header: string, role: Role])[];
  /** The only currency the tool writes amounts in, where it has but one. */
  readonly currency?: string;
  /** How the tool writes dates that would do either way. */
  readonly dateOrder?: DateOrder;
}
