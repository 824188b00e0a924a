import type { CustomerTable, Who } from '../domain';
import type { KnownKeys } from '../features/identity';
import { addressOf, mailboxOf } from '../features/mailbox';
import { keyRoles, nameKind } from '../features/identity-keys';

const idOf = (known: KnownKeys, node: number) => `${keyRoles[known.kind[node]!]!}:${known.canon[node]!}`;

/** Finds the customers that marks are about. */
export interface Placer {
  /** Index of each one's customer, -1 where nobody in the files is meant. */
  readonly place: (whos: readonly Who[]) => Int32Array;
  /** What is kept of a customer, so that a mark finds them again: the key, and what else they are known by. */
  readonly whoOf: (indices: ArrayLike<number>) => Who[];
  /** Whether the keys of the files are at hand; without them only customers of the same key are found. */
  readonly deep: boolean;
}

/**
 * By the key that the customer has in the list; where there is none such now, by what else they were known by, or by the
 * key itself among all keys of the files: so a mark follows who was joined with somebody, or got a customer number.
 */
export function createPlacer(table: CustomerTable, known: KnownKeys | null): Placer {
  let byKey: Map<string, number> | null = null;
  const indexOf = (key: string | undefined): number => {
    byKey ??= new Map(table.keys.map((own, at) => [own, at]));
    return key === undefined ? -1 : (byKey.get(key) ?? -1);
  };
  return {
    deep: known !== null,
    place(whos) {
      const placed = Int32Array.from(whos, ([key]) => indexOf(key));
      if (known === null) return placed;
      const lost = [...placed.keys()].filter((at) => placed[at]! < 0);
      if (lost.length === 0) return placed;
      const found = lookUp(
        known,
        lost.map((at) => whos[at]!),
      );
      for (const [i, at] of lost.entries()) placed[at] = found[i]!;
      return placed;
    },
    whoOf(indices) {
      const also = new Map<number, string[]>();
      for (let i = 0; i < indices.length; i++) also.set(indices[i]!, []);
      for (let node = 0; known !== null && node < known.text.length; node++) {
        if (known.kind[node] !== nameKind) also.get(known.customer[node]!)?.push(idOf(known, node));
      }
      return Array.from(indices, (index) => [table.keys[index]!, ...also.get(index)!.slice(0, mostKept)]);
    },
  };
}

/** Ids, addresses and numbers kept of one customer. */
const mostKept = 12;

/** The same keys among all of the files; of several readings of a key's text the strongest kind counts. */
function lookUp(known: KnownKeys, whos: readonly Who[]): number[] {
  const ids = new Map<string, number>();
  const texts = new Map<string, number>();
  const canons = new Set<string>();
  const boxOf = (text: string) => mailboxOf(addressOf(text) || '-');
  for (const [key = '', ...also] of whos) {
    texts.set(key, -1);
    texts.set(boxOf(key), -1);
    for (const id of also) {
      ids.set(id, -1);
      canons.add(id.slice(id.indexOf(':') + 1));
    }
  }
  // From the weakest kind to the strongest, so that the strongest is what stays.
  for (let kind = keyRoles.length - 1; kind >= 0; kind--) {
    for (let node = 0; node < known.text.length; node++) {
      if (known.kind[node] !== kind || known.customer[node]! < 0) continue;
      for (const text of [known.text[node]!, known.canon[node]!]) if (texts.has(text)) texts.set(text, known.customer[node]!);
      if (canons.has(known.canon[node]!) && ids.has(idOf(known, node))) ids.set(idOf(known, node), known.customer[node]!);
    }
  }
  return whos.map(([key = '', ...also]) => {
    for (const id of also) if (ids.get(id)! >= 0) return ids.get(id)!;
    return texts.get(key)! >= 0 ? texts.get(key)! : texts.get(boxOf(key))!;
  });
}
